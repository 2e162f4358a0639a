using Commerce.IntegrationTests.Callbacks;
using Commerce.TestHost.Gateways;
using Dapper;

namespace Commerce.IntegrationTests.FakePgs;

/// <summary>
/// A signed callback says of a payment that has succeeded that it has not: the PG's records are asked, and nothing moves.
/// </summary>
[Collection<FakePgShopCollection>]
public sealed class ContradictingCallbackTests(FakePgShop shop)
{
    private const long Product = 6;

    [Theory]
    [InlineData("FAILED")]
    [InlineData("CANCELLED")]
    public async Task What_the_pgs_records_say_too_is_a_case(string state)
    {
        var (orderId, key, amount) = await CompletedAsync();
        shop.Fake.Books.Move(key, state);
        var last = await shop.LastCallbackAsync();

        await shop.SendAsync(SignedCallback.Of(key, orderId, amount, state));

        Assert.Equal("DIFFERS", (await shop.CallbackAfterAsync(last)).State);
        Assert.Equal([$"The payment is SUCCESS here, the PG has {key} as {state}. Nothing was moved."], await CasesAsync(orderId));
        Assert.Equal("COMPLETED", (await shop.OrderAsync(orderId)).Status);
        shop.Fake.Books.Move(key, "SUCCESS"); // The PG corrects itself, so that the books agree when the test is over.
    }

    [Fact]
    public async Task What_the_pgs_records_deny_changes_nothing()
    {
        var (orderId, key, amount) = await CompletedAsync();
        var last = await shop.LastCallbackAsync();

        await shop.SendAsync(SignedCallback.Of(key, orderId, amount, "FAILED"));

        Assert.Equal("APPLIED", (await shop.CallbackAfterAsync(last)).State);
        Assert.Empty(await CasesAsync(orderId));
    }

    [Fact]
    public async Task While_the_pg_cannot_be_asked_it_waits()
    {
        var (orderId, key, amount) = await CompletedAsync();
        var last = await shop.LastCallbackAsync();
        shop.Fake.Books.Move(key, "FAILED");
        shop.Fake.OnLookup(_ => FakePgAnswer.Fail(503, "busy"));

        await shop.SendAsync(SignedCallback.Of(key, orderId, amount, "FAILED"));
        var first = (await shop.CallbackAfterAsync(last)).State;
        shop.Fake.Honest();
        await Shop.ReadUntilAsync(async () => (await shop.CallbackAfterAsync(last)).State, "DIFFERS");

        Assert.Equal("UNANSWERED", first);
        Assert.Single(await CasesAsync(orderId));
        shop.Fake.Books.Move(key, "SUCCESS");
    }

    private async Task<(long OrderId, string Key, long Amount)> CompletedAsync()
    {
        var orderId = await shop.PlaceAsync(Product, 1, Cards.Ordinary);
        var payment = (await shop.EndOfAsync(orderId)).Payment;
        return (orderId, payment.TransactionKey!, payment.Amount);
    }

    private async Task<IEnumerable<string>> CasesAsync(long orderId)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.QueryAsync<string>(
            "SELECT detail FROM cs_cases WHERE order_id = @orderId AND reason = 'STATE_DIFFERS'", new { orderId });
    }
}
