namespace Commerce.Core.Idempotency;

/// <summary>What a key stands for.</summary>
/// <param name="OrderId">The order that was placed or cancelled under it.</param>
/// <param name="Answer">What the client was told; null when the process ended before it could tell.</param>
public sealed record RecordedAnswer(long OrderId, StoredAnswer? Answer);

/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body, byte for byte.</param>
public sealed record StoredAnswer(int Status, string Body);
