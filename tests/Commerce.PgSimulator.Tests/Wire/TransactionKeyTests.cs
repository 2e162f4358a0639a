using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Wire;

public sealed class TransactionKeyTests(GoodDaySimulator pg)
{
    [Fact]
    public async Task It_has_the_originals_form() => Assert.Matches("^[0-9]{8}:TR:[0-9a-f]{6}$", (await pg.PayAsync()).TransactionKey);

    [Theory]
    [InlineData("2025-08-15T14:59:59Z", "20250815")]
    [InlineData("2025-08-15T15:00:00Z", "20250816")]
    public void Its_day_is_a_day_in_seoul(string utc, string day) =>
        Assert.StartsWith($"{day}:TR:", TransactionKey.New(DateTimeOffset.Parse(utc, null)), StringComparison.Ordinal);
}
