using System.Globalization;

namespace Commerce.Core.Payments.Gateways;

/// <summary>An order's name at the PG: <c>ORDER000001</c>. The PG wants six characters or more.</summary>
public readonly record struct PgOrderId(string Value)
{
    /// <summary>Longer texts from outside are none of our names.</summary>
    public const int MaxLength = 100;

    private const string Prefix = "ORDER";

    public static PgOrderId For(long orderId) => new(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{orderId:D6}"));

    /// <returns>Our order's id, or null when the text is not one of our names.</returns>
    public static long? OrderIdOf(string? text) =>
        text is not null
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && long.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var orderId)
            ? orderId
            : null;

    public override string ToString() => Value;
}
