using System.Net;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Payments;
using Commerce.Core.Orders;
using Commerce.TestHost.Client;

namespace Commerce.Api.Tests.Orders;

/// <summary>
/// A sum that no column holds is the client's mistake and told in words; so is a name that is not written as it is published.
/// </summary>
[Collection(CardOrders.Collection)]
public sealed class LimitTests(RunningApi api)
{
    private const string CardNo = "1234-5678-9814-1451";

    [Theory]
    [InlineData(long.MaxValue, 2)] // Beyond a long,
    [InlineData(long.MaxValue, 1)]
    [InlineData(OrderDraft.MaxAmount + 1, 1)] // and beyond decimal(15,2).
    [InlineData(1_000_000_000_000, 10)]
    public async Task An_order_that_costs_too_much_is_refused_with_the_limit(long price, int quantity)
    {
        var member = await api.AddMemberAsync();
        var productId = await api.AddProductAsync(price: price);
        var order = new { items = new[] { new { productId, quantity } }, cardType = "KB", cardNo = CardNo };

        var korean = await api.PostAsync("/orders", member, order);
        var english = await api.PostAsync("/orders", member, order, language: "en");

        korean.IsProblem(HttpStatusCode.BadRequest, "BAD_REQUEST", "주문 금액은 9,999,999,999,999원 이하여야 합니다.");
        english.IsProblem(HttpStatusCode.BadRequest, "BAD_REQUEST", "An order costs at most 9,999,999,999,999 won.");
        Assert.Empty((await api.GetAsync("/orders", member)).Data<PageAnswer<OrderAnswer>>().Content);
    }

    [Fact]
    public async Task Lines_that_cost_too_much_together_are_refused_too()
    {
        var member = await api.AddMemberAsync();
        var items = new List<object>();
        for (var i = 0; i < 3; i++)
        {
            items.Add(new { productId = await api.AddProductAsync(price: long.MaxValue / 2), quantity = 1 });
        }

        var answer = await api.PostAsync("/orders", member, new { items, usePoint = long.MaxValue, cardType = "KB", cardNo = CardNo });

        Assert.Equal((HttpStatusCode.BadRequest, "BAD_REQUEST"), (answer.Status, answer.ErrorCode));
    }

    [Fact]
    public async Task An_order_may_cost_as_much_as_the_limit()
    {
        var member = await api.AddMemberAsync();
        var productId = await api.AddProductAsync(price: OrderDraft.MaxAmount);
        api.PgAccepts($"20250816:TR:{member}");

        var answer = await api.PostAsync(
            "/orders", member, new { items = new[] { new { productId, quantity = 1 } }, cardType = "KB", cardNo = CardNo });

        Assert.Equal((HttpStatusCode.Accepted, OrderDraft.MaxAmount), (answer.Status, answer.Order.Payment.Amount));
        await api.EndPaymentAsync(answer.Order.Payment.Id);
    }

    [Theory]
    [InlineData("SAMSUNG,KB")]
    [InlineData("KB,HYUNDAI")]
    [InlineData("Samsung ")]
    [InlineData(" samsung")]
    [InlineData("samsung")]
    [InlineData("0")]
    public async Task A_card_type_is_read_letter_by_letter(string cardType)
    {
        var answer = await PlaceAsync(cardType);

        answer.IsProblem(HttpStatusCode.BadRequest, "BAD_REQUEST", $"지원하지 않는 카드 타입입니다: {cardType}. 사용 가능한 값 : [SAMSUNG, KB, HYUNDAI]");
    }

    [Theory]
    [InlineData("4242-4242-4242-4242")]
    [InlineData("4242.4242.4242.4242")]
    [InlineData("4242424242424242")]
    public async Task A_card_number_in_the_place_of_its_type_is_not_sent_back(string number)
    {
        var answer = await PlaceAsync(cardType: number);

        Assert.Equal((HttpStatusCode.BadRequest, "BAD_REQUEST"), (answer.Status, answer.ErrorCode));
        Assert.Contains("****-****-****-4242", answer.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(number, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/products?sort=4242.4242.4242.4242")]
    [InlineData("/payments/4242_4242_4242_4242")]
    [InlineData("/orders/4242%204242%204242%204242")]
    public async Task A_card_number_in_an_address_is_not_sent_back(string path)
    {
        var member = await api.AddMemberAsync();

        var answer = await api.GetAsync(path, member);

        Assert.InRange((int)answer.Status, 400, 499);
        Assert.DoesNotContain(
            "4242.4242", Uri.UnescapeDataString(answer.Body).Replace('_', '.').Replace(' ', '.'), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LATEST", true)]
    [InlineData("price_asc", true)]
    [InlineData("Price_Asc", false)]
    [InlineData("LATEST,PRICE_ASC", false)]
    [InlineData("1", false)]
    public async Task A_sort_is_read_letter_by_letter(string sort, bool isRead) =>
        Assert.Equal(isRead ? HttpStatusCode.OK : HttpStatusCode.BadRequest, (await api.GetAsync($"/products?sort={sort}")).Status);

    [Theory]
    [InlineData("4242424242424242")]
    [InlineData("4242-4242-4242-4242")]
    [InlineData("4242.4242.4242.4242")]
    [InlineData("order_4242_4242_4242_4242")]
    public async Task An_idempotency_key_with_a_card_number_in_it_is_refused(string key)
    {
        var member = await api.AddMemberAsync(points: 1_000);
        var productId = await api.AddProductAsync();
        var order = new { items = new[] { new { productId, quantity = 1 } }, usePoint = 1_000 };

        var answer = await api.PostOnceAsync("/orders", member, order, key);

        answer.IsProblem(HttpStatusCode.BadRequest, "IDEMPOTENCY_001", "Idempotency-Key에 카드 번호를 넣을 수 없습니다.");
        Assert.Empty((await api.GetAsync("/orders", member)).Data<PageAnswer<OrderAnswer>>().Content);
    }

    [Theory]
    [InlineData("elevenchars")]
    [InlineData("4242424242424242")]
    public async Task A_member_id_that_nobody_can_have_is_refused_before_it_is_stored(string member)
    {
        var answer = await api.PostOnceAsync("/orders/1/cancel", member, body: null, "a-key");

        answer.IsProblem(HttpStatusCode.BadRequest, "BAD_REQUEST", "memberId는 영문 또는 숫자 10자이내이어야 합니다.");
    }

    private async Task<Answer> PlaceAsync(string cardType)
    {
        var member = await api.AddMemberAsync();
        var productId = await api.AddProductAsync();
        return await api.PostAsync("/orders", member, new { items = new[] { new { productId, quantity = 1 } }, cardType, cardNo = CardNo });
    }
}
