using System.Diagnostics;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.Callbacks;
using Commerce.Core.Delivery;
using Commerce.Core.Recovery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.Api.Tests.Traces;

/// <summary>Looking for work that is not there costs one question besides the time; two where some go before others.</summary>
[Collection(CardOrders.Collection)]
public sealed class PollTests(RunningApi api)
{
    [Fact]
    public Task Payments() => AsksAsync(2, (services, ct) => services.GetRequiredService<RecoverPayments>().ExecuteAsync(ct));

    [Fact]
    public Task Stale_orders() => AsksAsync(1, (services, ct) => services.GetRequiredService<SweepStaleOrders>().ExecuteAsync(ct));

    [Fact]
    public Task Messages() => AsksAsync(1, (services, ct) => services.GetRequiredService<DeliverOutbox>().ExecuteAsync(ct));

    [Fact]
    public Task Callbacks() => AsksAsync(1, (services, ct) => services.GetRequiredService<RetryCallbacks>().ExecuteAsync(ct));

    private async Task AsksAsync(int questions, Func<IServiceProvider, CancellationToken, Task<int>> poll)
    {
        // At that time nothing is due, whatever other tests have left.
        var time = new FakeTimeProvider(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var process = await api.AnotherProcessAsync(time, new VirtualDatabaseClock(time));
        using var statements = new EndedSpans("MySqlConnector");
        using var test = new Activity("poll") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();

        Assert.Equal(0, await poll(process.Services, TestContext.Current.CancellationToken));

        // Here the AppHost has opened connections before the API could choose the names of attributes.
        var asked = statements.Of(test.TraceId)
            .Select(statement => statement.GetTagItem("db.query.text") ?? statement.GetTagItem("db.statement")).OfType<string>().ToList();
        Assert.Equal(questions, asked.Count);
        Assert.All(asked, question => Assert.Contains("FOR UPDATE SKIP LOCKED", question, StringComparison.Ordinal));
    }
}
