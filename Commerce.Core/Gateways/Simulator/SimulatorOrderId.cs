using System.Globalization;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>An order's name at the simulator: <c>ORDER000001</c>. It wants six characters or more.</summary>
internal static class SimulatorOrderId
{
    private const string Prefix = "ORDER";

    public static MerchantOrderId Of(long orderId) => new(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{orderId:D6}"));

    /// <returns>Our order's id, or null when the text is not one of our names.</returns>
    public static long? OrderIdOf(string? text) =>
        text is not null
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && long.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var orderId)
            ? orderId
            : null;
}
