using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.Recovery;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Payments;

/// <summary>Looks that are due are shared out by leases, whoever comes for them.</summary>
[Collection(CardOrders.Collection)]
public sealed class ReconcileTests(RunningApi api)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Eight_workers_at_once_look_at_each_payment_once()
    {
        var payments = new List<long>();
        for (var i = 0; i < 6; i++)
        {
            payments.Add(await api.AddPendingPaymentAsync());
        }

        var start = TimeProvider.System.GetUtcNow();
        await api.InDatabaseAsync(db => db.Payments.Where(p => payments.Contains(p.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.NextLookAt, start), _ct));

        var looked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => api.Service<RecoverPayments>().ExecuteAsync(_ct)));

        Assert.True(looked.Sum() >= 6, $"{looked.Sum()} looks"); // On a slow machine payments of other tests are due too.
        var after = await api.InDatabaseAsync(db => db.Payments.AsNoTracking().Where(p => payments.Contains(p.Id)).ToListAsync(_ct));
        Assert.All(after, payment => Assert.Equal((1, 1, true), (payment.Looks, payment.AbsentLooks, payment.NextLookAt > start)));
        foreach (var paymentId in payments)
        {
            await api.EndPaymentAsync(paymentId);
        }
    }
}
