using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Api.Tests.Payments;
using Commerce.Core.Recovery;
using Commerce.TestHost.Gateways;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.Api.Tests.Replicas;

/// <summary>
/// A worker that is told to end in the middle of a batch ends what it has begun, and leaves the rest to the others at once.
/// </summary>
[Collection(CardOrders.Collection)]
public sealed class HandBackTests(RunningApi api)
{
    private const int Payments = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TaskCompletionSource _asked = new();
    private readonly TaskCompletionSource _goOn = new();

    [Fact]
    public async Task What_it_has_begun_it_ends_and_what_it_has_not_is_due_at_once_and_as_it_was()
    {
        var payments = new List<long>();
        for (var number = 0; number < Payments; number++)
        {
            payments.Add(await api.AddPendingPaymentAsync());
        }

        await using var pg = await ScriptedPg.StartAsync();
        pg.OnLookup(HoldAsync);
        using var worker = await api.AnotherProcessAsync(
            TimeProvider.System, pg: pg.Address, settings: [("Recovery:AtOnce", "1"), ("Recovery:Lease", "00:10:00")]);
        await MakeDueAsync(payments);

        var looking = worker.Services.GetRequiredService<RecoverPayments>().ExecuteAsync(_ct);
        await _asked.Task.WaitAsync(Patience, _ct);
        worker.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        _goOn.SetResult();
        await looking.WaitAsync(Patience, _ct);

        var after = await api.InDatabaseAsync(db => db.Payments.AsNoTracking().Where(p => payments.Contains(p.Id)).ToListAsync(_ct));
        var soon = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(5); // Their lease would end later.
        Assert.InRange(after.Count(payment => payment.Looks == 0), Payments - 1, Payments); // One at a time, so one at most was begun.
        Assert.All(after.Where(payment => payment.Looks == 0), payment => Assert.True(payment.NextLookAt < soon, $"{payment.NextLookAt}"));

        Assert.Equal(0, await worker.Services.GetRequiredService<RecoverPayments>().ExecuteAsync(_ct)); // It takes nothing more.
        foreach (var paymentId in payments)
        {
            await api.EndPaymentAsync(paymentId);
        }
    }

    private Task<int> MakeDueAsync(List<long> payments) => api.InDatabaseAsync(db => db.Payments.Where(p => payments.Contains(p.Id))
        .ExecuteUpdateAsync(set => set.SetProperty(p => p.NextLookAt, TimeProvider.System.GetUtcNow().AddDays(-1)), _ct));

    private async Task HoldAsync(Microsoft.AspNetCore.Http.HttpContext context)
    {
        _asked.TrySetResult();
        await _goOn.Task.WaitAsync(Patience, context.RequestAborted);
        await ScriptedPg.Json(404, """{"meta":{"result":"FAIL","errorCode":"x","message":"none"}}""")(context);
    }
}
