using System.Net;
using System.Text.Json;
using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.Client;

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
        var first = await api.GetAsync("/orders?page=0&size=2", members[0]);
        var last = await api.GetAsync("/orders?page=1&size=2", members[0]);

        Assert.Equal(orders[..2], IdsOf(first));
        Assert.Equal(orders[2..], IdsOf(last));
        Assert.Equal([other], IdsOf(await api.GetAsync("/orders", members[1])));
        var one = await api.GetAsync($"/orders/{orders[0]}", members[0]);
        Assert.Equal(one.DataJson, first.Data<PageAnswer<JsonElement>>().Content[0].GetRawText());
        Assert.Equal(("COMPLETED", 3, "POINT"), (one.Order.Status, one.Order.Items[0].Quantity, one.Order.Payment.PaymentMethod));
    }

    [Fact]
    public async Task A_payment_is_found_by_its_order_and_by_the_pgs_key()
    {
        var member = await api.AddMemberAsync();
        var (orderId, key) = await PlaceByCardAsync(member);

        var ofOrder = Assert.Single((await api.GetAsync($"/orders/{orderId}/payments", member)).Data<JsonElement[]>());
        var byKey = await api.GetAsync($"/payments/{Uri.EscapeDataString(key)}", member);

        var payment = byKey.Data<PaymentAnswer>();
        Assert.Equal((orderId, "CARD", "PENDING", 5_000), (payment.OrderId, payment.PaymentMethod, payment.Status, payment.Amount));
        Assert.Equal((key, "SAMSUNG", "****-****-****-1451"), (payment.TransactionKey, payment.CardType, payment.CardNo));
        Assert.Equal(ofOrder.GetRawText(), byKey.DataJson);
        Assert.Equal(byKey.DataJson, (await api.GetAsync($"/payments/{key}", member)).DataJson);
    }

    [Fact]
    public async Task A_lines_id_is_told_where_it_has_been_read_and_no_other_number_in_its_place()
    {
        var member = await api.AddMemberAsync();
        var productId = await api.AddProductAsync(price: 5_000);
        api.PgAccepts($"20250816:TR:{member}");

        var placed = await api.PostAsync(
            "/orders", member, new { items = new[] { new { productId, quantity = 1 } }, cardType = "SAMSUNG", cardNo = CardNo });
        var read = await api.GetAsync($"/orders/{placed.Order.Id}", member);

        Assert.Null(placed.Order.Items[0].Id);
        Assert.InRange(read.Order.Items[0].Id ?? 0, 1, long.MaxValue);
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
        (await api.GetAsync("/payments/no-such-key", member, "en")).IsProblem(
            HttpStatusCode.NotFound, "PAYMENT_001", "The payment was not found.");
        (await api.GetAsync("/orders", "nobody")).IsProblem(HttpStatusCode.NotFound, "MEMBER_001", "회원을 찾을 수 없습니다.");
    }

    private async Task<long> PlaceByPointsAsync(string member, long productId, int quantity)
    {
        var order = new { items = new[] { new { productId, quantity } }, usePoint = quantity * 1_000 };
        return (await api.PostAsync("/orders", member, order)).Data<OrderAnswer>().Id;
    }

    private async Task<(long OrderId, string Key)> PlaceByCardAsync(string member)
    {
        var key = $"20250816:TR:{member}";
        var productId = await api.AddProductAsync(price: 5_000);
        api.PgAccepts(key);

        var answer = await api.PostAsync(
            "/orders", member, new { items = new[] { new { productId, quantity = 1 } }, cardType = "SAMSUNG", cardNo = CardNo });

        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        return (answer.Order.Id, key);
    }

    private static IEnumerable<long> IdsOf(Answer page) => page.Data<PageAnswer<OrderAnswer>>().Content.Select(order => order.Id);
}
