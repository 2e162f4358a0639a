using System.Net;
using Commerce.IntegrationTests.Callbacks;
using Commerce.TestHost;
using Commerce.TestHost.Gateways;
using Dapper;

namespace Commerce.IntegrationTests.FakePgs;

/// <summary>
/// The PG took the money of one order several times: the order keeps one capture, and every other goes back, with a case, once.
/// </summary>
[Collection<FakePgShopCollection>]
public sealed class DuplicateCaptureTests(FakePgShop shop)
{
    private const long Product = 5;

    [Theory]
    [InlineData("200")]
    [InlineData("500")]
    public async Task A_look_finds_all_of_them(string answer)
    {
        shop.Fake.OnCreate(request => KeptThrice(request, answer));

        var orderId = await shop.PlaceAsync(Product, 1, Cards.Ordinary);
        var end = await shop.EndOfAsync(orderId);

        Assert.Equal(("COMPLETED", $"{Name(orderId)}-a"), (end.Status, end.Payment.TransactionKey));
        await AssertGivenBackAsync(orderId, [$"{Name(orderId)}-b", $"{Name(orderId)}-c"]);
        Assert.Equal("COMPLETED", (await shop.OrderAsync(orderId)).Status);
    }

    [Fact]
    public async Task Of_an_order_that_has_failed_all_go_back()
    {
        shop.Fake.OnCreate(request => KeptThrice(request, "400"));

        var orderId = await shop.PlaceAsync(Product, 1, Cards.Ordinary);
        var end = await shop.UntilAsync(orderId, order => order.Payment.Status == "CANCELLED");

        Assert.Equal("FAILED", end.Status);
        await AssertGivenBackAsync(orderId, [$"{Name(orderId)}-b", $"{Name(orderId)}-c"]);
        Assert.All(shop.Fake.Books.Of(orderId), capture => Assert.Equal("CANCELLED", capture.Status));
    }

    [Fact]
    public async Task One_that_comes_to_light_by_a_callback_after_the_order_completed_goes_back()
    {
        var orderId = await shop.PlaceAsync(Product, 1, Cards.Ordinary);
        await shop.EndOfAsync(orderId);
        var later = shop.Fake.Books.Keep(Name(orderId), $"{Name(orderId)}-later", "SUCCESS", 5_000); // Not even the right amount.

        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.Equal(HttpStatusCode.OK, await shop.SendAsync(SignedCallback.Of(later.Key, orderId, later.Amount)));
        }

        await AssertGivenBackAsync(orderId, [later.Key]);
        Assert.Equal("COMPLETED", (await shop.OrderAsync(orderId)).Status);
    }

    [Fact]
    public async Task Eight_who_ask_at_once_give_each_back_once()
    {
        long orderId;
        using (Standstill.OfWorker(shop))
        {
            shop.Fake.OnCreate(request => KeptThrice(request, "200"));
            orderId = await shop.PlaceAsync(Product, 1, Cards.Ordinary);
            var paymentId = (await shop.OrderAsync(orderId)).Payment.Id;

            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ConfirmAsync(paymentId)));

            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
        }

        await AssertGivenBackAsync(orderId, [$"{Name(orderId)}-b", $"{Name(orderId)}-c"]);
        Assert.Equal("COMPLETED", (await shop.OrderAsync(orderId)).Status);
    }

    [Fact]
    public async Task A_worker_that_dies_while_it_gives_them_back_leaves_none_behind()
    {
        var ct = TestContext.Current.CancellationToken;
        shop.Fake.OnCreate(request => KeptThrice(request, "200")).OnCancel(_ => FakePgAnswer.Silence);
        var orderId = await shop.PlaceAsync(Product, 1, Cards.Ordinary);
        await Shop.ReadUntilAsync(() => Task.FromResult<string?>(
            shop.Fake.Cancels.Any(c => c.Key.StartsWith(Name(orderId), StringComparison.Ordinal)) ? "asked" : null), "asked");

        await shop.Stack.KillAsync(StackResources.Worker, ct);
        shop.Fake.Honest();
        await shop.Stack.StartAsync(StackResources.Worker, ct);

        await AssertGivenBackAsync(orderId, [$"{Name(orderId)}-b", $"{Name(orderId)}-c"]);
        Assert.Equal("COMPLETED", (await shop.EndOfAsync(orderId)).Status);
    }

    private FakePgAnswer KeptThrice(FakePgRequest request, string answer)
    {
        foreach (var letter in "cab")
        {
            shop.Fake.Books.Keep(request, $"{request.OrderId}-{letter}");
        }

        return answer == "200"
            ? FakePgAnswer.Accepted($"{request.OrderId}-a")
            : FakePgAnswer.Fail(int.Parse(answer, System.Globalization.CultureInfo.InvariantCulture), "no");
    }

    private async Task AssertGivenBackAsync(long orderId, string[] keys)
    {
        await using var database = await shop.OpenDatabaseAsync();
        await Shop.ReadUntilAsync(
            async () => string.Join(' ', await database.QueryAsync<string>(
                """
                SELECT CONCAT(p.transaction_key, ' ', p.status, ' ', c.reason, IF(c.resolved_at IS NULL, '', ' resolved'),
                    (SELECT CONCAT(' posted ', COUNT(*), ' sum ', SUM(amount)) FROM journal j WHERE j.transaction_key = p.transaction_key AND j.account = 'PG_RECEIVABLE'))
                FROM commerce_payments p JOIN cs_cases c ON c.payment_id = p.id
                WHERE p.order_id = @orderId AND p.is_duplicate ORDER BY p.transaction_key
                """,
                new { orderId })),
            string.Join(' ', keys.Select(key => $"{key} CANCELLED DUPLICATE_CAPTURE resolved posted 2 sum 0")));
        Assert.All(shop.Fake.Books.Of(orderId).Where(t => keys.Contains(t.Key)), capture => Assert.Equal("CANCELLED", capture.Status));
    }

    // Who finds the requests to the PG of this second spent, by all processes together, comes again.
    private async Task<HttpStatusCode> ConfirmAsync(long paymentId)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        HttpStatusCode answer;
        while ((answer = await ConfirmOnceAsync(paymentId)) == HttpStatusCode.TooManyRequests)
        {
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        return answer;
    }

    private async Task<HttpStatusCode> ConfirmOnceAsync(long paymentId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/payments/{paymentId}/confirm");
        request.Headers.Add("X-USER-ID", "demo1");
        using var response = await shop.SendRawAsync(request);
        return response.StatusCode;
    }

    private static string Name(long orderId) => FakePgBooks.NameOf(orderId);
}
