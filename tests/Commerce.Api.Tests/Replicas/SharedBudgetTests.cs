using Commerce.Api.Tests.Hosting;
using Commerce.Core.Recovery.Schedule;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.Api.Tests.Replicas;

/// <summary>Two processes on one database have one budget of requests to the PG.</summary>
public sealed class SharedBudgetTests(RunningApi api)
{
    private const int Whole = 100; // Requests a second, as it is by default.
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Together_they_send_no_more_than_one_may_and_both_get_a_part()
    {
        using var one = await api.AnotherProcessAsync(TimeProvider.System);
        using var other = await api.AnotherProcessAsync(TimeProvider.System);
        using var over = new CancellationTokenSource();
        var start = TimeProvider.System.GetTimestamp();

        var spending = new[] { SpendAsync(one, over.Token), SpendAsync(other, over.Token) };
        await Task.Delay(Time, TimeProvider.System, _ct);
        await over.CancelAsync();
        var spent = await Task.WhenAll(spending);
        var most = Whole * (TimeProvider.System.GetElapsedTime(start).TotalSeconds + 1); // A second's worth may have been saved up.

        Assert.True(spent.Sum() <= most, $"{spent[0]} and {spent[1]} requests, {most:0} were allowed.");
        Assert.All(spent, requests => Assert.True(requests > 0));
    }

    private async Task<int> SpendAsync(IHost process, CancellationToken over)
    {
        var budget = process.Services.GetRequiredService<GatewayBudget>();
        var spent = 0;
        while (await budget.SpendAsync(GatewayBudget.Look, over, _ct))
        {
            spent += GatewayBudget.Look;
        }

        return spent;
    }
}
