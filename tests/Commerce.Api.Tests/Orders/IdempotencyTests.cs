using System.Net;
using Commerce.Api.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

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
        var (member, productId) = await StageAsync();

        var first = await api.PostOnceAsync("/orders", member, ByPoints(productId), Key);
        var second = await api.PostOnceAsync("/orders", member, ByPoints(productId), Key);
        var quoted = await api.PostOnceAsync("/orders", member, ByPoints(productId), $"\"{Key}\"");

        Assert.Equal((HttpStatusCode.OK, false), (first.Status, first.IsRepeated));
        Assert.All([second, quoted], again => Assert.Equal(
            (first.Status, first.MediaType, first.Body.ToJsonString(), true), (again.Status, again.MediaType, again.Body.ToJsonString(), again.IsRepeated)));
        Assert.Equal(1, await OrdersOfAsync(member));
        Assert.Equal(9_000, (int)(await api.GetAsync("/points", member)).Data["point"]!);
    }

    [Fact]
    public async Task The_key_of_one_request_is_refused_for_another()
    {
        var (member, productId) = await StageAsync();
        var placed = await api.PostOnceAsync("/orders", member, ByPoints(productId), Key);

        var other = await api.PostOnceAsync("/orders", member, ByPoints(productId, quantity: 2), Key);
        var cancel = await api.PostOnceAsync($"/orders/{placed.Data["id"]}/cancel", member, null, Key);

        other.IsProblem(HttpStatusCode.UnprocessableEntity, "IDEMPOTENCY_002", "이미 다른 요청에 사용된 Idempotency-Key입니다.");
        Assert.Equal("IDEMPOTENCY_002", cancel.ErrorCode);
        Assert.Equal(1, await OrdersOfAsync(member));
        Assert.Equal("COMPLETED", (string?)(await api.GetAsync($"/orders/{placed.Data["id"]}", member)).Data["status"]);
    }

    [Fact]
    public async Task A_key_belongs_to_its_member()
    {
        var (member, productId) = await StageAsync();
        var other = await api.AddMemberAsync(points: 10_000);

        var mine = await api.PostOnceAsync("/orders", member, ByPoints(productId), Key);
        var theirs = await api.PostOnceAsync("/orders", other, ByPoints(productId), Key);

        Assert.NotEqual((long)mine.Data["id"]!, (long)theirs.Data["id"]!);
        Assert.Equal(other, (string?)theirs.Data["memberId"]);
    }

    [Theory]
    [InlineData("Idempotency-Key 헤더는 한 번만 보낼 수 있습니다.", "one", "two")]
    [InlineData("Idempotency-Key 헤더는 한 번만 보낼 수 있습니다.", "one", "one")]
    [InlineData("Idempotency-Key는 공백과 쉼표가 없는 ASCII 문자 1자 이상 255자 이하여야 합니다.", "")]
    [InlineData("Idempotency-Key는 공백과 쉼표가 없는 ASCII 문자 1자 이상 255자 이하여야 합니다.", "\"\"")]
    [InlineData("Idempotency-Key는 공백과 쉼표가 없는 ASCII 문자 1자 이상 255자 이하여야 합니다.", "two words")]
    public async Task What_is_no_key_is_refused(string message, params string[] keys)
    {
        var (member, productId) = await StageAsync();

        var answer = await api.PostOnceAsync("/orders", member, ByPoints(productId), keys);

        answer.IsProblem(HttpStatusCode.BadRequest, "IDEMPOTENCY_001", message);
        Assert.Equal(0, await OrdersOfAsync(member));
    }

    [Fact]
    public async Task A_key_may_have_255_characters_and_no_more()
    {
        var (member, productId) = await StageAsync();

        Assert.Equal("IDEMPOTENCY_001", (await api.PostOnceAsync("/orders", member, ByPoints(productId), new string('k', 256))).ErrorCode);
        Assert.Equal(HttpStatusCode.OK, (await api.PostOnceAsync("/orders", member, ByPoints(productId), new string('k', 255))).Status);
    }

    [Fact]
    public async Task Twenty_at_once_make_one_order()
    {
        var (member, productId) = await StageAsync(points: 20_000);

        var answers = await Requests.AtOnceAsync(20, _ => api.PostOnceAsync("/orders", member, ByPoints(productId), Key));

        var done = answers.Where(answer => answer.Status == HttpStatusCode.OK).ToList();
        Assert.NotEmpty(done);
        Assert.Single(done.Select(answer => answer.Body.ToJsonString()).Distinct());
        Assert.All(answers.Except(done), answer => Assert.Equal((HttpStatusCode.Conflict, "IDEMPOTENCY_003"), (answer.Status, answer.ErrorCode)));
        Assert.Equal(1, await OrdersOfAsync(member));
    }

    [Fact]
    public async Task A_refusal_that_left_an_order_behind_is_repeated_word_for_word()
    {
        var (member, productId) = await StageAsync();
        api.PgRefuses("카드 번호가 올바르지 않습니다.");
        var order = ByCard(productId, "1234-5678-9814-1451");

        var first = await api.PostOnceAsync("/orders", member, order, Key);
        var second = await api.PostOnceAsync("/orders", member, order, Key);

        first.IsProblem(HttpStatusCode.BadRequest, "PAYMENT_005", first.Message!);
        Assert.Equal((first.Status, first.MediaType, first.Body.ToJsonString(), true), (second.Status, second.MediaType, second.Body.ToJsonString(), second.IsRepeated));
        Assert.Equal(1, await OrdersOfAsync(member));
    }

    [Fact]
    public async Task A_refusal_that_recorded_nothing_leaves_the_key_free()
    {
        var member = await api.AddMemberAsync();
        var productId = await api.AddProductAsync(price: 1_000);

        var poor = await api.PostOnceAsync("/orders", member, ByPoints(productId), Key);
        await api.PostAsync("/points/charge", member, new { amount = 1_000 });
        var rich = await api.PostOnceAsync("/orders", member, ByPoints(productId), Key);

        Assert.Equal("POINT_001", poor.ErrorCode);
        Assert.Equal((HttpStatusCode.OK, false), (rich.Status, rich.IsRepeated));
    }

    [Fact]
    public async Task After_a_crash_before_the_answer_the_order_itself_is_the_answer()
    {
        var (member, productId) = await StageAsync();
        var placed = await api.PostOnceAsync("/orders", member, ByPoints(productId), Key);
        await ForgetAnswerAsync(member, age: TimeSpan.Zero);

        var early = await api.PostOnceAsync("/orders", member, ByPoints(productId), Key);
        await ForgetAnswerAsync(member, age: TimeSpan.FromMinutes(1));
        var late = await api.PostOnceAsync("/orders", member, ByPoints(productId), Key);

        early.IsProblem(HttpStatusCode.Conflict, "IDEMPOTENCY_003", "같은 Idempotency-Key의 요청이 처리 중입니다. 잠시 후 다시 시도해주세요.");
        Assert.Equal((placed.Body.ToJsonString(), true), (late.Body.ToJsonString(), late.IsRepeated));
        Assert.Equal(1, await OrdersOfAsync(member));
    }

    [Fact]
    public async Task A_cancel_is_answered_once_too()
    {
        var (member, productId) = await StageAsync();
        var placed = await api.PostOnceAsync("/orders", member, ByPoints(productId), Key);
        var path = $"/orders/{placed.Data["id"]}/cancel";

        var first = await api.PostOnceAsync(path, member, null, "cancel-1");
        var second = await api.PostOnceAsync(path, member, null, "cancel-1");

        Assert.Equal("CANCELLED", (string?)first.Data["status"]);
        Assert.Equal((first.Body.ToJsonString(), true), (second.Body.ToJsonString(), second.IsRepeated));
        Assert.Equal(10_000, (int)(await api.GetAsync("/points", member)).Data["point"]!);
    }

    [Fact]
    public async Task Another_card_is_another_request_and_no_card_number_is_kept()
    {
        var (member, productId) = await StageAsync();
        api.PgAccepts($"20250816:TR:{member}");

        var first = await api.PostOnceAsync("/orders", member, ByCard(productId, "1234-5678-9814-1451"), Key);
        var other = await api.PostOnceAsync("/orders", member, ByCard(productId, "1234-5678-9814-1452"), Key);

        Assert.Equal((HttpStatusCode.Accepted, "IDEMPOTENCY_002"), (first.Status, other.ErrorCode));
        var kept = await api.InDatabaseAsync(db => db.IdempotencyRecords.AsNoTracking().SingleAsync(r => r.MemberId == new Core.Members.MemberId(member), _ct));
        Assert.DoesNotContain("1234-5678", kept.AnswerBody, StringComparison.Ordinal); // Ids and times hold any digits, but no hyphen so.
        Assert.Contains("****-****-****-1451", kept.AnswerBody, StringComparison.Ordinal);
    }

    private async Task<(string Member, long ProductId)> StageAsync(long points = 10_000) =>
        (await api.AddMemberAsync(points), await api.AddProductAsync(price: 1_000));

    private static object ByPoints(long productId, int quantity = 1) =>
        new { items = new[] { new { productId, quantity } }, usePoint = quantity * 1_000 };

    private static object ByCard(long productId, string cardNo) =>
        new { items = new[] { new { productId, quantity = 1 } }, cardType = "SAMSUNG", cardNo };

    private Task<int> OrdersOfAsync(string member) =>
        api.InDatabaseAsync(db => db.Orders.CountAsync(o => o.MemberId == new Core.Members.MemberId(member), _ct));

    private Task<int> ForgetAnswerAsync(string member, TimeSpan age) => api.InDatabaseAsync(db => db.IdempotencyRecords
        .Where(r => r.MemberId == new Core.Members.MemberId(member))
        .ExecuteUpdateAsync(
            set => set
                .SetProperty(r => r.AnswerStatus, (int?)null)
                .SetProperty(r => r.AnswerBody, (string?)null)
                .SetProperty(r => r.CreatedAt, TimeProvider.System.GetUtcNow() - age),
            _ct));
}
