using System.Globalization;
using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Toss.Payments;

/// <summary>Mints the names of payments and of their transactions.</summary>
internal sealed class PaymentKeys(TossDialControl dials, TimeProvider time)
{
    private const int Longest = 200;
    private const string OtherCharacters = ".~+=";

    /// <summary>A payment key in the form of those that were seen, or in that which the dials ask for.</summary>
    public string NewPayment()
    {
        var second = time.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        var other = dials.Current.PaymentKeyHasOtherCharacters ? OtherCharacters : string.Empty;
        var key = $"tgen_{second}{Guid.NewGuid():N}{other}";
        return dials.Current.PaymentKeyIsLongest ? key.PadRight(Longest, '0') : key;
    }

    /// <summary>32 upper-case letters and digits.</summary>
    public static string NewTransaction() => Guid.NewGuid().ToString("N").ToUpperInvariant();

    /// <summary>Eight digits, as a card company approves with.</summary>
    public static string NewApproval() =>
        string.Create(CultureInfo.InvariantCulture, $"{(uint)Guid.NewGuid().GetHashCode() % 100_000_000:D8}");
}
