using System.Net;
using Commerce.Api.Tests.Hosting;
using Commerce.Core.Points;
using Commerce.TestHost.Client;

namespace Commerce.Api.Tests.Points;

public sealed class PointTests(RunningApi api)
{
    [Fact]
    public async Task A_charge_raises_the_balance_and_is_in_the_history()
    {
        var member = await api.AddMemberAsync();

        Assert.Equal(3_000, (await ChargeAsync(member, 3_000)).Data<BalanceAnswer>().Point);
        Assert.Equal(8_000, (await ChargeAsync(member, 5_000)).Data<BalanceAnswer>().Point);

        Assert.Equal(8_000, await api.PointsOfAsync(member));
        Assert.Equal(
            [("CHARGE", 5_000), ("CHARGE", 3_000)], (await HistoryAsync(member)).Content.Select(entry => (entry.Kind, entry.Amount)));
    }

    [Fact]
    public async Task An_order_shows_in_the_history_with_its_id()
    {
        var member = await api.AddMemberAsync(points: 5_000);
        var productId = await api.AddProductAsync(price: 2_000);

        var order = await api.PostAsync("/orders", member, new { items = new[] { new { productId, quantity = 1 } }, usePoint = 2_000 });

        var newest = Assert.Single((await HistoryAsync(member, "?size=1")).Content);
        Assert.Equal(new PointEntryAnswer("USE", -2_000, order.Data<OrderAnswer>().Id), newest);
        Assert.Equal(3_000, await api.PointsOfAsync(member));
    }

    [Theory]
    [InlineData(0, "충전할 포인트는 0보다 커야 합니다. 입력값: 0")]
    [InlineData(-5, "충전할 포인트는 0보다 커야 합니다. 입력값: -5")]
    [InlineData(long.MaxValue, "한 번에 충전할 수 있는 포인트는 10000000 이하입니다. 입력값: 9223372036854775807")]
    [InlineData(ChargePoints.MaxAmount + 1, "한 번에 충전할 수 있는 포인트는 10000000 이하입니다. 입력값: 10000001")]
    public async Task A_charge_out_of_range_changes_nothing(long amount, string message)
    {
        var member = await api.AddMemberAsync(points: 100);

        var answer = await ChargeAsync(member, amount);

        answer.IsProblem(HttpStatusCode.BadRequest, "POINT_002", message);
        Assert.Equal(100, await api.PointsOfAsync(member));
    }

    [Fact]
    public async Task An_amount_that_is_no_number_is_refused()
    {
        var answer = await api.PostAsync("/points/charge", await api.AddMemberAsync(), new { amount = "much" }, language: "en");

        answer.IsProblem(HttpStatusCode.BadRequest, "BAD_REQUEST", "The value of field 'amount' could not be read. Please check its type.");
    }

    [Fact]
    public async Task Fifty_charges_at_once_all_count()
    {
        var member = await api.AddMemberAsync();

        var answers = await Requests.AtOnceAsync(50, i => ChargeAsync(member, i + 1));

        Assert.All(answers, answer => Assert.True(answer.IsSuccess));
        Assert.Equal(50 * 51 / 2, await api.PointsOfAsync(member));
        Assert.Equal(50, (await HistoryAsync(member, "?size=1")).TotalElements);
    }

    [Fact]
    public async Task Charges_at_once_do_not_pass_the_highest_balance()
    {
        var member = await api.AddMemberAsync(points: ChargePoints.MaxBalance - (3 * ChargePoints.MaxAmount));

        var answers = await Requests.AtOnceAsync(8, _ => ChargeAsync(member, ChargePoints.MaxAmount));

        Assert.Equal(3, answers.Count(answer => answer.IsSuccess));
        Assert.All(
            answers.Where(answer => !answer.IsSuccess),
            answer => answer.IsProblem(HttpStatusCode.BadRequest, "POINT_002", "보유할 수 있는 포인트는 1000000000 이하입니다."));
        Assert.Equal(ChargePoints.MaxBalance, await api.PointsOfAsync(member));
    }

    [Theory]
    [InlineData("/points", "유저를 찾을 수 없습니다")]
    [InlineData("/points/history", "회원을 찾을 수 없습니다.")]
    public async Task Nobody_has_no_points(string path, string message) =>
        (await api.GetAsync(path, "nobody")).IsProblem(HttpStatusCode.NotFound, "MEMBER_001", message);

    [Fact]
    public async Task Nobody_cannot_charge() =>
        (await ChargeAsync("nobody", 1)).IsProblem(HttpStatusCode.NotFound, "MEMBER_001", "회원을 찾을 수 없습니다.");

    private Task<Answer> ChargeAsync(string member, long amount) => api.PostAsync("/points/charge", member, new { amount });

    private async Task<PageAnswer<PointEntryAnswer>> HistoryAsync(string member, string page = "") =>
        (await api.GetAsync($"/points/history{page}", member)).Data<PageAnswer<PointEntryAnswer>>();
}
