using System.Net;
using System.Text;
using Commerce.TestHost.Client;

namespace Commerce.IntegrationTests.Callbacks;

/// <summary>What is not provably the PG's word moves nothing (I12).</summary>
[Collection<ShopCollection>]
public sealed class ForgedCallbackTests(Shop shop)
{
    private const long Product = 5;
    private const long Price = 54_000;

    public static TheoryData<string> Forgeries =>
        ["unsigned", "strange secret", "changed body", "too old", "from the future", "no timestamp", "no id", "other version"];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_callback_is_refused_and_moves_nothing(string forgery)
    {
        var order = await shop.EndOfAsync(await shop.PlaceAsync(Product, 1, Cards.LimitExceeded));
        var callback = SignedCallback.Of(order.Payment.TransactionKey!, order.Id, Price);
        using var request = Forged(callback, forgery);
        using var still = Standstill.OfWorker(shop);
        var (tables, last) = (await shop.BusinessTablesAsync(), await shop.LastCallbackAsync());

        using var response = await shop.SendRawAsync(request);

        var refused = await Answer.ReadAsync(response, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Unauthorized, "CALLBACK_001"), (refused.Status, refused.ErrorCode));
        Assert.Equal(tables, await shop.BusinessTablesAsync());
        var row = await shop.CallbackAfterAsync(last, "REJECTED");
        Assert.Equal((null, null), (row.MessageId, row.PaymentId));
        Assert.NotEmpty(row.Flaw!);
    }

    [Fact]
    public async Task A_message_id_has_its_effect_once_for_ever_and_a_forgery_cannot_use_it_up()
    {
        var callback = SignedCallback.Of("20260101:TR:bbbbbb", 999_998, 1);
        var last = await shop.LastCallbackAsync();

        var forged = await shop.SendAsync(callback with { Secret = "whsec_" + Convert.ToBase64String(new byte[32]) });
        var first = await shop.SendAsync(callback);
        var again = await shop.SendAsync(callback);

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.OK], [forged, first, again]);
        Assert.Equal(["REJECTED", "UNMATCHED"], await shop.StatesAfterAsync(last));
    }

    [Fact]
    public async Task A_flood_of_forgeries_leaves_a_sample_and_keeps_no_signed_callback_out()
    {
        await using var flooded = await ApiReplica.StartAsync(
            shop, ("Inbox__RejectedKept", "3"), ("Inbox__RejectedInterval", "1.00:00:00"), ("Inbox__UnprovenPerSecond", "5"));
        var callback = SignedCallback.Of("20260101:TR:dddddd", 999_995, 1);
        var forged = callback with { Secret = "whsec_" + Convert.ToBase64String(new byte[32]) };
        var last = await shop.LastCallbackAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => shop.SendAsync(forged, flooded.Client)));
        var honest = await shop.SendAsync(callback, flooded.Client);

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], answers.Distinct().Order());
        Assert.Equal(HttpStatusCode.OK, honest);
        Assert.Equal(["REJECTED", "REJECTED", "REJECTED", "UNMATCHED"], await shop.StatesAfterAsync(last));
    }

    [Fact]
    public async Task Where_the_pg_cannot_sign_a_callback_is_a_hint_to_ask_it()
    {
        await using var trusting = await ApiReplica.StartAsync(shop, ("Pg__Callbacks", "Requery"));
        var failed = await shop.EndOfAsync(await shop.PlaceAsync(Product, 1, Cards.LimitExceeded));
        using var still = Standstill.OfWorker(shop);
        var (orderId, key) = await shop.CapturedAsync(Product, quantity: 1);

        var lie = await PostAsync(trusting, $$"""{"transactionKey":"{{failed.Payment.TransactionKey}}","status":"SUCCESS"}""");
        var hint = await PostAsync(trusting, $$"""{"transactionKey":"{{key}}","status":"FAILED"}""");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (lie, hint));
        Assert.Equal("FAILED", (await shop.OrderAsync(failed.Id)).Status);
        Assert.Equal("COMPLETED", (await shop.OrderAsync(orderId)).Status);
    }

    [Fact]
    public async Task A_gateway_that_is_not_ours_is_not_found()
    {
        using var request = SignedCallback.Of("k", 1, 1).ToRequest("/api/v1/payments/callback/nobody");
        using var response = await shop.SendRawAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static HttpRequestMessage Forged(SignedCallback callback, string forgery)
    {
        var request = (forgery switch
        {
            "strange secret" => callback with { Secret = "whsec_" + Convert.ToBase64String(new byte[32]) },
            "changed body" => callback with { SignedBody = callback.Body.Replace("SUCCESS", "FAILED", StringComparison.Ordinal) },
            "too old" => callback with { Timestamp = SignedCallback.SecondsSinceEpoch(TimeSpan.FromSeconds(310)) },
            "from the future" => callback with { Timestamp = SignedCallback.SecondsSinceEpoch(-TimeSpan.FromSeconds(310)) },
            "no timestamp" => callback with { Timestamp = "soon" },
            _ => callback,
        }).ToRequest();
        switch (forgery)
        {
            case "unsigned":
                request.Headers.Remove("webhook-signature");
                break;
            case "no id":
                request.Headers.Remove("webhook-id");
                break;
            case "other version":
                var signature = request.Headers.GetValues("webhook-signature").Single().Replace("v1,", "v2,", StringComparison.Ordinal);
                request.Headers.Remove("webhook-signature");
                request.Headers.TryAddWithoutValidation("webhook-signature", signature);
                break;
        }

        return request;
    }

    private static async Task<HttpStatusCode> PostAsync(ApiReplica api, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await api.Client.PostAsync("/api/v1/payments/callback", content, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
