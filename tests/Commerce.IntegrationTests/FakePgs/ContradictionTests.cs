using System.Net;
using Commerce.IntegrationTests.Callbacks;
using Commerce.TestHost.Gateways;
using Dapper;

namespace Commerce.IntegrationTests.FakePgs;

/// <summary>A signed callback that says the opposite of how a payment ended, and a void for which the PG has nothing.</summary>
[Collection<FakePgShopCollection>]
public sealed class ContradictionTests(FakePgShop shop)
{
    private const long Product = 5;
    private const long Price = 54_000;

    [Fact]
    public async Task A_signed_success_of_a_payment_that_the_pg_has_as_failed_moves_nothing()
    {
        var (orderId, key) = await FailedAsync();

        Assert.Equal(HttpStatusCode.OK, await shop.SendAsync(SignedCallback.Of(key, orderId, Price)));

        Assert.Equal("FAILED, voids 0, cases , journal ", await StateAsync(orderId));
    }

    [Fact]
    public async Task A_signed_success_of_a_payment_that_the_pg_has_captured_by_now_gives_the_money_back()
    {
        var (orderId, key) = await FailedAsync();
        shop.Fake.Books.Move(key, "SUCCESS");

        Assert.Equal(HttpStatusCode.OK, await shop.SendAsync(SignedCallback.Of(key, orderId, Price)));

        await Shop.ReadUntilAsync(
            () => StateAsync(orderId), "CANCELLED, voids 1 done, cases LATE_CAPTURE resolved, journal CAPTURED 54000 VOIDED -54000");
    }

    [Fact]
    public async Task A_void_for_which_the_pg_has_nothing_ends_in_a_case_and_the_journal_is_set_right()
    {
        var (orderId, key) = await FailedAsync();
        shop.Fake.OnFindByKey(_ => Detail(key, orderId, "SUCCESS")).OnFindByOrder(_ => List(key, orderId, "SUCCESS"));
        using (Standstill.OfWorker(shop))
        {
            await shop.SendAsync(SignedCallback.Of(key, orderId, Price));
            Assert.Equal("FAILED, voids 1, cases LATE_CAPTURE, journal CAPTURED 54000", await StateAsync(orderId));
            shop.Fake.Honest(); // The PG's books never had the money.
        }

        await Shop.ReadUntilAsync(
            () => StateAsync(orderId),
            "FAILED, voids 1 done, cases LATE_CAPTURE resolved NOTHING_TO_VOID, journal CAPTURED 54000 CAPTURE_REVERSED -54000");

        // It does come to light in the end: the money goes back all the same.
        shop.Fake.Books.Move(key, "SUCCESS");
        await shop.SendAsync(SignedCallback.Of(key, orderId, Price));
        await Shop.ReadUntilAsync(() => Task.FromResult<string?>(Assert.Single(shop.Fake.Books.Of(orderId)).Status), "CANCELLED");
        await shop.UntilAsync(orderId, order => order.Payment.Status == "CANCELLED");
    }

    private async Task<(long OrderId, string Key)> FailedAsync()
    {
        shop.Fake.Books.NewStatus = "FAILED";
        var orderId = await shop.PlaceAsync(Product, 1, Cards.Ordinary);
        shop.Fake.Books.NewStatus = "SUCCESS";
        Assert.Equal("FAILED", (await shop.EndOfAsync(orderId)).Status);
        return (orderId, Assert.Single(shop.Fake.Books.Of(orderId)).Key);
    }

    private async Task<string?> StateAsync(long orderId)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.QuerySingleAsync<string>(
            """
            SELECT CONCAT(p.status,
                ', voids ', (SELECT CONCAT(COUNT(*), IF(COUNT(done_at) > 0, ' done', '')) FROM outbox WHERE kind = 'VOID_PAYMENT' AND subject_id = p.id),
                ', cases ', COALESCE((SELECT GROUP_CONCAT(CONCAT(reason, IF(resolved_at IS NULL, '', ' resolved')) ORDER BY id SEPARATOR ' ') FROM cs_cases WHERE payment_id = p.id), ''),
                ', journal ', COALESCE((SELECT GROUP_CONCAT(CONCAT(kind, ' ', amount) ORDER BY id SEPARATOR ' ') FROM journal WHERE order_id = p.order_id AND account = 'PG_RECEIVABLE'), ''))
            FROM commerce_payments p WHERE p.order_id = @orderId
            """,
            new { orderId });
    }

    private static FakePgAnswer Detail(string key, long orderId, string status) => FakePgAnswer.Success(
        $$"""{"transactionKey":"{{key}}","orderId":"{{FakePgBooks.NameOf(orderId)}}","amount":{{Price}},"status":"{{status}}"}""");

    private static FakePgAnswer List(string key, long orderId, string status) => FakePgAnswer.Success(
        $$"""{"orderId":"{{FakePgBooks.NameOf(orderId)}}","transactions":[{"transactionKey":"{{key}}","status":"{{status}}"}]}""");
}
