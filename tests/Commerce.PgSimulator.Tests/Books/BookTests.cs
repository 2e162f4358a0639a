using System.Globalization;
using System.Text.Json;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.PgSimulator.Tests.Books;

public sealed class BookTests(BookTests.OwnBooks pg) : IClassFixture<BookTests.OwnBooks>
{
    private static readonly string[] Fields = ["transactionKey", "orderId", "type", "amount", "currency", "state"];

    private static readonly string[] Published = [.. Fields, "userId", "requestedAt", "concludedAt"];

    private static string Today => BusinessDay.Of(Noon.Clock.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Its clock stood at noon in Seoul when it was started: no day ends while a test runs.</summary>
    public sealed class OwnBooks : Simulator
    {
        protected override void Configure(IServiceCollection services) => services.AddSingleton<TimeProvider>(Noon.Clock);
    }

    [Fact]
    public async Task Every_transaction_and_every_cancel_has_its_line()
    {
        var paid = await ConcludedAsync("4242-4242-4242-4242", 1_000);
        var declined = await ConcludedAsync("4000-0000-0000-9995", 2_000);
        var cancelled = await ConcludedAsync("4242-4242-4242-4242", 4_000);
        await CancelAsync(cancelled);
        var pending = await pg.PayAsync("4000-0000-0000-3220", 8_000);
        var neverCaptured = await pg.PayAsync("4000-0000-0000-3220", 16_000);
        await CancelAsync(neverCaptured);

        var lines = (await pg.GetAsync($"/api/v1/books?date={Today}", userId: null)).Text
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();

        Assert.Equal(
            [
                Line(paid, "PAYMENT", 1_000, "SUCCESS"),
                Line(declined, "PAYMENT", 2_000, "FAILED"),
                Line(cancelled, "PAYMENT", 4_000, "SUCCESS"),
                Line(pending, "PAYMENT", 8_000, "PENDING"),
                Line(neverCaptured, "PAYMENT", 16_000, "CANCELLED"),
                Line(cancelled, "CANCEL", 4_000, "SUCCESS"),
            ],
            lines.Select(Told));
        Assert.All(
            lines, line => Assert.True(line.GetProperty("requestedAt").GetDateTime() > Noon.Clock.GetUtcNow().UtcDateTime.AddHours(-1)));
        Assert.Equal(5, lines.Count(line => line.TryGetProperty("concludedAt", out _)));
        // Nothing of the card.
        Assert.All(lines, line => Assert.Empty(line.EnumerateObject().Select(field => field.Name).Except(Published)));

        var summary = (await pg.GetAsync("/api/v1/books/summary", userId: null)).Text;
        Assert.Equal(
            Expected.Success("""{"payments":5,"pending":1,"succeeded":2,"failed":1,"cancelledBeforeCapture":1,"cancels":1,"capturedAmount":5000,"cancelledAmount":4000,"netAmount":1000}"""),
            summary);
        Assert.Equal(summary, (await pg.GetAsync($"/api/v1/books/summary?date={Today}", userId: null)).Text);

        var csv = await CsvAsync();
        Assert.Equal("transactionKey,userId,orderId,type,amount,currency,state,requestedAt,concludedAt", csv[0]);
        Assert.StartsWith($"{paid.TransactionKey},135135,{paid.OrderId},PAYMENT,1000,KRW,SUCCESS,", csv[1], StringComparison.Ordinal);
        Assert.Equal(7, csv.Length);
    }

    [Fact]
    public async Task A_day_without_business_is_empty()
    {
        Assert.Equal("", (await pg.GetAsync("/api/v1/books?date=2001-02-03", userId: null)).Text);
        Assert.Equal(
            Expected.Success("""{"payments":0,"pending":0,"succeeded":0,"failed":0,"cancelledBeforeCapture":0,"cancels":0,"capturedAmount":0,"cancelledAmount":0,"netAmount":0}"""),
            (await pg.GetAsync("/api/v1/books/summary?date=2001-02-03", userId: null)).Text);
    }

    [Theory]
    [InlineData("2025-02-30")]
    [InlineData("today")]
    [InlineData("")]
    [InlineData("20250816")]
    [InlineData("9999-12-31")]
    public async Task A_date_that_is_none_is_a_400(string date)
    {
        var message = $"요청 파라미터 'date' (타입: LocalDate)의 값 '{date}'이(가) 잘못되었습니다.";

        Expected.BadRequest(await pg.GetAsync($"/api/v1/books?date={date}", userId: null), message);
        Expected.BadRequest(await pg.GetAsync($"/api/v1/books/summary?date={date}", userId: null), message);
    }

    private async Task<Order> ConcludedAsync(string cardNo, long amount)
    {
        var order = await pg.PayAsync(cardNo, amount);
        await pg.ConcludedAsync(order.TransactionKey);
        return order;
    }

    private Task<Answer> CancelAsync(Order order) => pg.PostAsync($"/api/v1/payments/{order.TransactionKey}/cancel", null);

    private async Task<string[]> CsvAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/books?date={Today}");
        request.Headers.Accept.ParseAdd("text/csv");
        var answer = await pg.SendAsync(request);
        Assert.Equal("text/csv; charset=utf-8", answer.ContentType);
        return answer.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Line(
        Order order, string type, long amount, string state) => $"{order.TransactionKey} {order.OrderId} {type} {amount} KRW {state}";

    private static string Told(JsonElement line) => string.Join(' ', Fields.Select(name => line.GetProperty(name).ToString()));

    private sealed class Noon : TimeProvider
    {
        public static readonly Noon Clock = new();

        private readonly TimeSpan _shift = BusinessDay.Start(BusinessDay.Of(System.GetUtcNow())).AddHours(12) - System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;
    }
}
