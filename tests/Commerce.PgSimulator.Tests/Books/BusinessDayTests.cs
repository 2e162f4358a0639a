using System.Globalization;
using System.Text.Json;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Books;

public sealed class BusinessDayTests(BusinessDayTests.OldBooks pg) : IClassFixture<BusinessDayTests.OldBooks>
{
    public sealed class OldBooks : Simulator;

    [Theory]
    [InlineData("2025-08-15 14:59:59.999999", "2025-08-15")]
    [InlineData("2025-08-15 15:00:00", "2025-08-16")]
    [InlineData("2025-08-16 14:59:59.999999", "2025-08-16")]
    public async Task Days_are_days_in_seoul(string utc, string day)
    {
        var order = await pg.PayAsync("4000-0000-0000-3220");
        await pg.QueryAsync<int>(
            "UPDATE payments SET created_at = @utc WHERE transaction_key = @TransactionKey", new { utc, order.TransactionKey });

        var keys = await KeysAsync(day);
        var neighbours = await KeysAsync(Next(day, -1));

        Assert.Contains(order.TransactionKey, keys);
        Assert.DoesNotContain(order.TransactionKey, neighbours);
        Assert.DoesNotContain(order.TransactionKey, await KeysAsync(Next(day, 1)));
    }

    private async Task<List<string?>> KeysAsync(string day)
    {
        var lines = (await pg.GetAsync($"/api/v1/books?date={day}")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("transactionKey").GetString())];
    }

    private static string Next(string day, int days) =>
        DateOnly.Parse(day, CultureInfo.InvariantCulture).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
