namespace Commerce.TestHost.Client;

public sealed record OrderAnswer(
    long Id,
    string MemberId,
    string Status,
    long DiscountAmount,
    long UsedPoints,
    IReadOnlyList<OrderItemAnswer> Items,
    PaymentAnswer Payment,
    string? FailureCode = null,
    string? FailureReason = null);

public sealed record OrderItemAnswer(int Quantity, long? Id = null);
