using Commerce.Api.Client;
using Commerce.Api.Tests.Hosting;

namespace Commerce.Api.Tests.Documents;

/// <summary>A client in C# that a generator made of the kept document, without a line by hand.</summary>
[SameOnEveryDatabase]
public sealed class GeneratedClientTests(RunningApi api)
{
    [Fact]
    public async Task It_places_an_order_and_reads_it()
    {
        var ct = TestContext.Current.CancellationToken;
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-USER-ID", "demo2");
        var client = new CommerceClient(http) { BaseUrl = api.Client.BaseAddress!.ToString() };
        api.PgAccepts("20251127:TR:c11e47");
        var wish = new PlaceOrderRequest
        {
            Items = [new PlaceOrderItem { ProductId = 5, Quantity = 1 }],
            CardType = "SAMSUNG",
            CardNo = "4242-4242-4242-4242",
        };

        var placed = await client.Orders_placeAsync("generated-client-1", wish, ct);
        var read = await client.Orders_getAsync(placed.Data.Id, prefer: null, ct);
        var refused = await Assert.ThrowsAsync<ApiException<Problem>>(() => client.Orders_getAsync(long.MaxValue, prefer: null, ct));

        Assert.Equal((OrderStatus.PENDING, PaymentMethod.CARD), (placed.Data.Status, placed.Data.Payment.PaymentMethod));
        Assert.Equal(placed.Data.Id, read.Data.Id);
        Assert.True(read.Data.FinalAmount > 0);
        Assert.Equal((404, "ORDER_001"), (refused.StatusCode, refused.Result.ErrorCode));
    }
}
