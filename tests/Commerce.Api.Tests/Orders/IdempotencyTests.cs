using System.Diagnostics.Metrics;
using System.Net;
using Commerce.Api.Tests.Hosting;
using Commerce.Core.Orders;
using Commerce.TestHost.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace Commerce.Api.Tests.Orders;

/// <summary>One intent, one order, one answer (I13), whatever the client and the network do.</summary>
[Collection(CardOrders.Collection)]
public sealed class IdempotencyTests(RunningApi api)
{
    private const string Key = "8e03978e-40d5-43dd-bc93-6894a57f9324";
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_request_again_gets_the_same_answer_and_no_second_order()
    {
        var (member, productId) = await api.StageAsync();

        var first = await api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId), Key);
        var second = await api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId), Key);
        var quoted = await api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId), $"\"{Key}\"");

        Assert.Equal((HttpStatusCode.OK, false), (first.Status, first.IsRepeated));
        Assert.All([second, quoted], again => Assert.Equal(
            (first.Status, first.MediaType, first.Body, true),
            (again.Status, again.MediaType, again.Body, again.IsRepeated)));
        Assert.Equal(1, await api.OrdersOfAsync(member));
        Assert.Equal(9_000, await api.PointsOfAsync(member));
    }

    [Fact]
    public async Task A_request_that_comes_again_does_not_count_as_refused()
    {
        using var refused = new MetricCollector<long>(api.Service<IMeterFactory>(), OrderTelemetry.Name, "commerce.orders.refused");
        var (member, productId) = await api.StageAsync();

        await api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId), Key);
        await api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId), Key);

        Assert.DoesNotContain(refused.GetMeasurementSnapshot(), count => (string?)count.Tags["error.type"] == "IDEMPOTENCY_003");
    }

    [Fact]
    public async Task The_key_of_one_request_is_refused_for_another()
    {
        var (member, productId) = await api.StageAsync();
        var placed = await api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId), Key);

        var other = await api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId, quantity: 2), Key);
        var cancel = await api.PostOnceAsync($"/orders/{placed.Data<OrderAnswer>().Id}/cancel", member, null, Key);

        other.IsProblem(HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_002", "이미 다른 요청에 사용된 Idempotency-Key입니다.");
        Assert.Equal("IDEMPOTENCY_002", cancel.ErrorCode);
        Assert.Equal(1, await api.OrdersOfAsync(member));
        Assert.Equal("COMPLETED", (await api.GetAsync($"/orders/{placed.OrderId}", member)).Order.Status);
    }

    [Fact]
    public async Task A_key_belongs_to_its_member()
    {
        var (member, productId) = await api.StageAsync();
        var other = await api.AddMemberAsync(points: 10_000);

        var mine = await api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId), Key);
        var theirs = await api.PostOnceAsync("/orders", other, KeyedOrders.ByPoints(productId), Key);

        Assert.NotEqual(mine.Data<OrderAnswer>().Id, theirs.Data<OrderAnswer>().Id);
        Assert.Equal(other, theirs.Order.MemberId);
    }

    [Fact]
    public async Task Twenty_at_once_make_one_order()
    {
        var (member, productId) = await api.StageAsync(points: 20_000);

        var answers = await Requests.AtOnceAsync(20, _ => api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId), Key));

        var done = answers.Where(answer => answer.Status == HttpStatusCode.OK).ToList();
        Assert.NotEmpty(done);
        Assert.Single(done.Select(answer => answer.Body).Distinct());
        Assert.All(
            answers.Except(done), answer => Assert.Equal((HttpStatusCode.Conflict, "IDEMPOTENCY_003"), (answer.Status, answer.ErrorCode)));
        Assert.Equal(1, await api.OrdersOfAsync(member));
    }

    [Fact]
    public async Task A_refusal_that_left_an_order_behind_is_repeated_word_for_word()
    {
        var (member, productId) = await api.StageAsync();
        api.PgRefuses("카드 번호가 올바르지 않습니다.");
        var order = ByCard(productId, "1234-5678-9814-1451");

        var first = await api.PostOnceAsync("/orders", member, order, Key);
        var second = await api.PostOnceAsync("/orders", member, order, Key);

        first.IsProblem(HttpStatusCode.BadRequest, "PAYMENT_005", first.Message!);
        Assert.Equal((first.Status, first.MediaType, first.Body, true), (
            second.Status, second.MediaType, second.Body, second.IsRepeated));
        Assert.Equal(1, await api.OrdersOfAsync(member));
    }

    [Fact]
    public async Task A_refusal_that_recorded_nothing_leaves_the_key_free()
    {
        var member = await api.AddMemberAsync();
        var productId = await api.AddProductAsync(price: 1_000);

        var poor = await api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId), Key);
        await api.PostAsync("/points/charge", member, new { amount = 1_000 });
        var rich = await api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId), Key);

        Assert.Equal("POINT_001", poor.ErrorCode);
        Assert.Equal((HttpStatusCode.OK, false), (rich.Status, rich.IsRepeated));
    }

    [Fact]
    public async Task After_a_crash_before_the_answer_the_order_itself_is_the_answer()
    {
        var (member, productId) = await api.StageAsync();
        var placed = await api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId), Key);
        await ForgetAnswerAsync(member, age: TimeSpan.Zero);

        var early = await api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId), Key);
        await ForgetAnswerAsync(member, age: TimeSpan.FromMinutes(1));
        var late = await api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId), Key);

        early.IsProblem(HttpStatusCode.Conflict, "IDEMPOTENCY_003", "같은 Idempotency-Key의 요청이 처리 중입니다. 잠시 후 다시 시도해주세요.");
        Assert.Equal((placed.Body, true), (late.Body, late.IsRepeated));
        Assert.Equal(1, await api.OrdersOfAsync(member));
    }

    [Fact]
    public async Task A_cancel_is_answered_once_too()
    {
        var (member, productId) = await api.StageAsync();
        var placed = await api.PostOnceAsync("/orders", member, KeyedOrders.ByPoints(productId), Key);
        var path = $"/orders/{placed.Data<OrderAnswer>().Id}/cancel";

        var first = await api.PostOnceAsync(path, member, null, "cancel-1");
        var second = await api.PostOnceAsync(path, member, null, "cancel-1");

        Assert.Equal("CANCELLED", first.Data<OrderAnswer>().Status);
        Assert.Equal((first.Body, true), (second.Body, second.IsRepeated));
        Assert.Equal(10_000, await api.PointsOfAsync(member));
    }

    [Fact]
    public async Task Another_card_is_another_request_and_no_card_number_is_kept()
    {
        var (member, productId) = await api.StageAsync();
        api.PgAccepts($"20250816:TR:{member}");

        var first = await api.PostOnceAsync("/orders", member, ByCard(productId, "1234-5678-9814-1451"), Key);
        var other = await api.PostOnceAsync("/orders", member, ByCard(productId, "1234-5678-9814-1452"), Key);

        Assert.Equal((HttpStatusCode.Accepted, "IDEMPOTENCY_002"), (first.Status, other.ErrorCode));
        var kept = await api.InDatabaseAsync(
            db => db.IdempotencyRecords.AsNoTracking().SingleAsync(r => r.MemberId == new Core.Members.MemberId(member), _ct));
        Assert.DoesNotContain("1234-5678", kept.AnswerBody, StringComparison.Ordinal); // Ids and times hold any digits, but no hyphen so.
        Assert.Contains("****-****-****-1451", kept.AnswerBody, StringComparison.Ordinal);
    }

    private static object ByCard(long productId, string cardNo) =>
        new { items = new[] { new { productId, quantity = 1 } }, cardType = "SAMSUNG", cardNo };

    private Task<int> ForgetAnswerAsync(string member, TimeSpan age) => api.InDatabaseAsync(db => db.IdempotencyRecords
        .Where(r => r.MemberId == new Core.Members.MemberId(member))
        .ExecuteUpdateAsync(
            set => set
                .SetProperty(r => r.AnswerStatus, (int?)null)
                .SetProperty(r => r.AnswerBody, (string?)null)
                .SetProperty(r => r.CreatedAt, TimeProvider.System.GetUtcNow() - age),
            _ct));
}
