using Commerce.Core.Payments;

namespace Commerce.Api.Payments;

/// <param name="Gateway">The gateway that was asked; none for points.</param>
/// <param name="CardNo">Masked, all but the last four.</param>
internal sealed record PaymentResponse(
    long Id,
    long OrderId,
    PaymentMethod PaymentMethod,
    PaymentStatus Status,
    long Amount,
    string? Gateway,
    string? TransactionKey,
    CardType? CardType,
    string? CardNo,
    string? FailureReason,
    DateTimeOffset CreatedAt)
{
    public static PaymentResponse Of(Payment payment) => new(
        payment.Id,
        payment.OrderId,
        payment.PaymentMethod,
        payment.Status,
        payment.Amount,
        payment.Gateway,
        payment.TransactionKey?.Value,
        payment.CardType,
        payment.CardNo,
        payment.FailureReason,
        payment.CreatedAt);
}
