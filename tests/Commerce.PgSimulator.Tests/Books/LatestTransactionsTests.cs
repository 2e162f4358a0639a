using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Books;

public sealed class LatestTransactionsTests(LatestTransactionsTests.OwnBooks pg) : IClassFixture<LatestTransactionsTests.OwnBooks>
{
    public sealed class OwnBooks : Simulator;

    [Fact]
    public async Task The_newest_come_first_with_masked_cards()
    {
        var first = await pg.PayAsync("4242-4242-4242-4242");
        var second = await pg.PayAsync("4000-0000-0000-9979", userId: "someone else");
        await pg.Merchant.NextAsync(first.OrderId);
        await Until.TrueAsync(async () => (await LatestAsync()).All(line => line.Callback is not null and not "WAITING"));

        Assert.Equal(
            [(second.TransactionKey, "****-****-****-9979", "LOST"), (first.TransactionKey, "****-****-****-4242", "SENT")],
            (await LatestAsync()).Select(line => (line.Key, line.CardNo, line.Callback!)));
    }

    private async Task<List<(string Key, string CardNo, string? Callback)>> LatestAsync() =>
    [
        .. (await pg.GetAsync("/api/v1/books/latest", userId: null)).Data.EnumerateArray().Select(line => (
            line.GetProperty("transactionKey").GetString()!,
            line.GetProperty("cardNo").GetString()!,
            line.TryGetProperty("callback", out var callback) ? callback.GetString() : null)),
    ];
}
