namespace Commerce.TestHost.Client;

/// <summary>A case of customer service.</summary>
public sealed record CaseAnswer(long Id, string Reason, long? OrderId = null, long? PaymentId = null, string? Note = null);
