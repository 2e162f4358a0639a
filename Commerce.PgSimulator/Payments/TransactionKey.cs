using System.Globalization;

namespace Commerce.PgSimulator.Payments;

/// <summary>
/// Names for transactions in the original's form, <c>20250816:TR:9577c5</c>: the day in Seoul and six hex digits.
/// That is 16.7 million names a day, so they do collide; whoever stores one must be ready to take another.
/// </summary>
internal static class TransactionKey
{
    private const int Digits = 6;

    public static string New(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{BusinessDay.Of(now):yyyyMMdd}:TR:{Guid.NewGuid().ToString("N")[..Digits]}");
}
