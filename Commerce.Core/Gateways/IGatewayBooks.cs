namespace Commerce.Core.Gateways;

/// <summary>
/// What a <see cref="IPaymentGateway"/> can do besides when its PG hands out its own books. Without them its days are not reconciled.
/// </summary>
public interface IGatewayBooks
{
    /// <summary>
    /// Reads the PG's own books of one day in Seoul, line by line as they arrive; nothing is held but the line at hand. Trouble does
    /// not throw: it is the last item, <see cref="GatewayBookRead.Broken"/>.
    /// </summary>
    /// <param name="silenceLimit">The longest silence of the PG before the books count as broken off.</param>
    IAsyncEnumerable<GatewayBookRead> ReadBooksAsync(DateOnly day, TimeSpan silenceLimit, CancellationToken ct);
}
