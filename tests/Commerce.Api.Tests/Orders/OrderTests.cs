using System.Net;
using System.Text.Json.Nodes;
using Commerce.Api.Tests.Hosting;

namespace Commerce.Api.Tests.Orders;

[Collection(CardOrders.Collection)]
public sealed class OrderTests(RunningApi api)
{
    private const string CardNo = "1234-5678-9814-1451";

    [Fact]
    public async Task Members_see_their_own_orders_newest_first()
    {
        var members = await api.AddMembersAsync(2, points: 10_000);
        var productId = await api.AddProductAsync(price: 1_000);
        var orders = new List<long>();
        for (var quantity = 1; quantity <= 3; quantity++)
        {
            orders.Insert(0, await PlaceByPointsAsync(members[0], productId, quantity));
        }

        var other = await PlaceByPointsAsync(members[1], productId, 1);
        var first = (await api.GetAsync("/orders?page=0&size=2", members[0])).Data;
        var last = (await api.GetAsync("/orders?page=1&size=2", members[0])).Data;

        Assert.Equal(orders[..2], first["content"]!.AsArray().Select(Id));
        Assert.Equal(orders[2..], last["content"]!.AsArray().Select(Id));
        Assert.Equal([other], (await api.GetAsync("/orders", members[1])).Data["content"]!.AsArray().Select(Id));
        var one = await api.GetAsync($"/orders/{orders[0]}", members[0]);
        Assert.Equal(one.Data.ToJsonString(), first["content"]![0]!.ToJsonString());
        Assert.Equal(("COMPLETED", 3, "POINT"), ((string?)one.Data["status"], (int?)one.Data["items"]![0]!["quantity"], (string?)one.Data["payment"]!["paymentMethod"]));
    }

    [Fact]
    public async Task A_payment_is_found_by_its_order_and_by_the_pgs_key()
    {
        var member = await api.AddMemberAsync();
        var (orderId, key) = await PlaceByCardAsync(member);

        var ofOrder = (await api.GetAsync($"/orders/{orderId}/payments", member)).Data.AsArray().Single()!;
        var byKey = (await api.GetAsync($"/payments/{Uri.EscapeDataString(key)}", member)).Data;

        Assert.Equal(
            (orderId, "CARD", "PENDING", 5_000, key, "SAMSUNG", "****-****-****-1451"),
            ((long?)byKey["orderId"], (string?)byKey["paymentMethod"], (string?)byKey["status"], (long?)byKey["amount"],
                (string?)byKey["transactionKey"], (string?)byKey["cardType"], (string?)byKey["cardNo"]));
        Assert.Equal(ofOrder.ToJsonString(), byKey.ToJsonString());
        Assert.Equal(byKey.ToJsonString(), (await api.GetAsync($"/payments/{key}", member)).Data.ToJsonString());
    }

    [Fact]
    public async Task What_belongs_to_somebody_else_does_not_exist()
    {
        var members = await api.AddMembersAsync(2);
        var (orderId, key) = await PlaceByCardAsync(members[0]);

        foreach (var stranger in new[] { members[1], "nobody" })
        {
            (await api.GetAsync($"/orders/{orderId}", stranger)).IsProblem(HttpStatusCode.NotFound, "ORDER_001", "주문을 찾을 수 없습니다.");
            (await api.GetAsync($"/orders/{orderId}/payments", stranger)).IsProblem(HttpStatusCode.NotFound, "ORDER_001", "주문을 찾을 수 없습니다.");
            (await api.GetAsync($"/payments/{key}", stranger)).IsProblem(HttpStatusCode.NotFound, "PAYMENT_001", "결제 정보를 찾을 수 없습니다.");
        }
    }

    [Fact]
    public async Task What_never_was_does_not_exist_either()
    {
        var member = await api.AddMemberAsync();

        (await api.GetAsync("/orders/999999/payments", member)).IsProblem(HttpStatusCode.NotFound, "ORDER_001", "주문을 찾을 수 없습니다.");
        (await api.GetAsync("/payments/no-such-key", member, "en")).IsProblem(HttpStatusCode.NotFound, "PAYMENT_001", "The payment was not found.");
        (await api.GetAsync("/orders", "nobody")).IsProblem(HttpStatusCode.NotFound, "MEMBER_001", "회원을 찾을 수 없습니다.");
    }

    private async Task<long> PlaceByPointsAsync(string member, long productId, int quantity)
    {
        var order = new { items = new[] { new { productId, quantity } }, usePoint = quantity * 1_000 };
        return Id((await api.PostAsync("/orders", member, order)).Data);
    }

    private async Task<(long OrderId, string Key)> PlaceByCardAsync(string member)
    {
        var key = $"20250816:TR:{member}";
        var productId = await api.AddProductAsync(price: 5_000);
        api.PgAccepts(key);

        var answer = await api.PostAsync(
            "/orders", member, new { items = new[] { new { productId, quantity = 1 } }, cardType = "SAMSUNG", cardNo = CardNo });

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        return (Id(answer.Body["data"]), key);
    }

    private static long Id(JsonNode? order) => order!["id"]!.GetValue<long>();
}
