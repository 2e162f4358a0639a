using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Books;

public sealed class LargeSumTests(LargeSumTests.OwnBooks pg) : IClassFixture<LargeSumTests.OwnBooks>
{
    public sealed class OwnBooks : Simulator;

    [Fact]
    public async Task Sums_may_be_larger_than_any_single_amount()
    {
        foreach (var order in new[] { await pg.PayAsync(amount: long.MaxValue), await pg.PayAsync(amount: long.MaxValue) })
        {
            await pg.ConcludedAsync(order.TransactionKey);
            await pg.PostAsync($"/api/v1/payments/{order.TransactionKey}/cancel", null);
        }

        var owed = await pg.PayAsync(amount: 3);
        await pg.ConcludedAsync(owed.TransactionKey);

        var summary = (await pg.GetAsync("/api/v1/books/summary", userId: null)).Data;

        Assert.Equal("18446744073709551617", summary.GetProperty("capturedAmount").GetRawText());
        Assert.Equal("18446744073709551614", summary.GetProperty("cancelledAmount").GetRawText());
        Assert.Equal("3", summary.GetProperty("netAmount").GetRawText());
    }
}
