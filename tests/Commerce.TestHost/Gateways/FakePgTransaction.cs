namespace Commerce.TestHost.Gateways;

/// <summary>One transaction in the books of a <see cref="FakePg"/>.</summary>
/// <param name="Status">As the PG spells it: PENDING, SUCCESS, FAILED or CANCELLED.</param>
/// <param name="IsCaptured">It took money, whether that went back or not.</param>
public sealed record FakePgTransaction(
    string Key,
    string UserId,
    string OrderId,
    long Amount,
    string Status,
    bool IsCaptured,
    string? Reason,
    DateTimeOffset CreatedAt);
