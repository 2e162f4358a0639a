using Commerce.Api.Tests.Hosting;
using Commerce.Core.Persistence;
using Commerce.TestHost.Client;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Persistence;

public sealed class DatabaseTransactionTests(RunningApi api)
{
    [Fact]
    public async Task A_deadlock_is_no_failure_the_work_runs_again()
    {
        var (a, b) = (await api.AddProductAsync(stock: 10), await api.AddProductAsync(stock: 10));
        using var bothHoldOne = new Barrier(2);
        var runs = 0;

        // Each takes one row and waits for the other's: the database ends one of the two.
        await Task.WhenAll(TakeAsync(a, b), TakeAsync(b, a));

        Assert.Equal(3, runs);
        foreach (var productId in new[] { a, b })
        {
            Assert.Equal(8, (await api.GetAsync($"/products/{productId}")).Data<ProductAnswer>().Stock);
        }

        Task<int> TakeAsync(long first, long second)
        {
            var isFirstRun = true;
            return Task.Run(() => api.Service<DatabaseTransaction>().ExecuteAsync(
                async (db, ct) =>
                {
                    Interlocked.Increment(ref runs);
                    await TakeOneAsync(db, first, ct);
                    if (isFirstRun)
                    {
                        isFirstRun = false;
                        bothHoldOne.SignalAndWait(ct);
                    }

                    return await TakeOneAsync(db, second, ct);
                },
                TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task What_is_counted_has_been_committed()
    {
        var counted = 0;
        var transaction = api.Service<DatabaseTransaction>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.ExecuteAsync<int>(
            (db, _) =>
            {
                db.AfterCommit(() => counted++);
                throw new InvalidOperationException("The test rolls back.");
            },
            TestContext.Current.CancellationToken));
        Assert.Equal(0, counted);

        // Contexts are pooled: the next transaction may get the one of before, and must not count for it.
        for (var commits = 1; commits <= 10; commits++)
        {
            await transaction.ExecuteAsync(
                (db, _) =>
                {
                    db.AfterCommit(() => counted++);
                    Assert.Equal(commits - 1, counted);
                    return Task.FromResult(0);
                },
                TestContext.Current.CancellationToken);
            Assert.Equal(commits, counted);
        }
    }

    private static Task<int> TakeOneAsync(CommerceDbContext db, long productId, CancellationToken ct) =>
        db.Products.Where(p => p.Id == productId).ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, p => p.Stock - 1), ct);
}
