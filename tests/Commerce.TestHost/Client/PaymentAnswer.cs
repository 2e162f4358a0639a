namespace Commerce.TestHost.Client;

/// <summary>All that the API tells of a payment, so that two of them can be compared.</summary>
public sealed record PaymentAnswer(
    long Id,
    long OrderId,
    string PaymentMethod,
    string Status,
    long Amount,
    DateTimeOffset CreatedAt,
    string? Gateway = null,
    string? TransactionKey = null,
    string? CardType = null,
    string? CardNo = null,
    string? FailureCode = null,
    string? FailureReason = null,
    DateTimeOffset? VoidRefusedAt = null,
    string? VoidMessage = null);
