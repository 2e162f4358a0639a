namespace Commerce.TestHost.Client;

/// <summary>The points of a member.</summary>
public sealed record BalanceAnswer(long Point);

/// <summary>One entry of their history.</summary>
/// <param name="Amount">Negative when they left the balance.</param>
public sealed record PointEntryAnswer(string Kind, long Amount, long? OrderId = null);
