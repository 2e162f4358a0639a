using System.Net;
using Commerce.TestHost.Gateways;
using Dapper;

namespace Commerce.IntegrationTests.FakePgs;

/// <summary>A PG that does not give money back: somebody is told, the member can read it, and it is tried until it is done (I14).</summary>
[Collection<FakePgShopCollection>]
public sealed class RefusedVoidTests(FakePgShop shop)
{
    private const long Product = 6;

    [Theory]
    [InlineData(409, "이미 정산된 결제는 취소할 수 없습니다.")]
    [InlineData(500, "점검 중입니다.")]
    public async Task A_cancel_that_the_pg_refuses_becomes_a_case_with_its_words_and_is_tried_until_it_is_done(int status, string words)
    {
        var orderId = await shop.PlaceAsync(Product, 1, Cards.Ordinary);
        await shop.EndOfAsync(orderId);
        shop.Fake.OnCancel(_ => FakePgAnswer.Fail(status, $"{words}{new string('!', 2_000)}"));

        await shop.CancelAsync(orderId);
        var stuck = await shop.UntilAsync(orderId, order => order.Payment.VoidRefusedAt is not null);
        var again = await shop.CancelAsync(orderId);

        Assert.Equal(("COMPLETED", "SUCCESS"), (stuck.Status, stuck.Payment.Status));
        Assert.StartsWith("결제를 아직 취소하지 못했습니다.", stuck.Payment.VoidMessage, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Accepted, stuck.Payment.VoidMessage), (again.Status, again.Message));
        Assert.Contains(words, await CaseAsync(orderId, "resolved_at IS NULL"), StringComparison.Ordinal);

        shop.Fake.Honest();
        var end = await shop.UntilAsync(orderId, order => order.Status == "CANCELLED");

        Assert.Equal(("CANCELLED", null, null), (end.Payment.Status, end.Payment.VoidRefusedAt, end.Payment.VoidMessage));
        Assert.NotEmpty(await CaseAsync(orderId, "resolved_at IS NOT NULL"));
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("lookup")]
    public async Task A_pg_that_is_out_of_reach_refuses_nothing_and_opens_no_case(string unanswered)
    {
        var orderId = await shop.PlaceAsync(Product, 1, Cards.Ordinary);
        await shop.EndOfAsync(orderId);
        _ = unanswered == "cancel"
            ? shop.Fake.OnCancel(_ => FakePgAnswer.Html(503))
            : shop.Fake.OnLookup(_ => FakePgAnswer.Html(503));

        await shop.CancelAsync(orderId);
        await Shop.ReadUntilAsync(() => TriedForLongAsync(orderId), "tried"); // Past the time after which a refusal is a case.
        var cases = await CaseCountAsync(orderId);
        shop.Fake.Honest();
        await shop.UntilAsync(orderId, order => order.Status == "CANCELLED");

        Assert.Equal((0, 0), (cases, await CaseCountAsync(orderId)));
    }

    private async Task<string?> TriedForLongAsync(long orderId)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.QuerySingleOrDefaultAsync<string>(
            """
            SELECT 'tried' FROM outbox o JOIN commerce_payments p ON p.id = o.subject_id
            WHERE p.order_id = @orderId AND o.kind = 'VOID_PAYMENT' AND o.tries > 3 AND o.created_at < UTC_TIMESTAMP(6) - INTERVAL 6 SECOND
            """,
            new { orderId });
    }

    private async Task<int> CaseCountAsync(long orderId)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.QuerySingleAsync<int>(
            "SELECT COUNT(*) FROM cs_cases WHERE order_id = @orderId AND reason = 'VOID_REFUSED'", new { orderId });
    }

    private async Task<string> CaseAsync(long orderId, string state)
    {
        await using var database = await shop.OpenDatabaseAsync();
        return await database.QuerySingleAsync<string>(
            $"SELECT detail FROM cs_cases WHERE order_id = @orderId AND reason = 'VOID_REFUSED' AND {state}", new { orderId });
    }
}
