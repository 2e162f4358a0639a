using Commerce.Core.Errors;
using Commerce.Core.Payments;

namespace Commerce.Api.Payments;

/// <param name="Gateway">The gateway that was asked; none for points.</param>
/// <param name="CardNo">Masked, all but the last four.</param>
/// <param name="FailureCode">Why the payment failed; none when it has not.</param>
/// <param name="FailureReason">The same for people, in the language asked for.</param>
/// <param name="VoidRefusedAt">Since when the money should be back and could not be given back; none: it is not so.</param>
/// <param name="VoidMessage">The same for people.</param>
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
    FailureCode? FailureCode,
    string? FailureReason,
    DateTimeOffset? VoidRefusedAt,
    string? VoidMessage,
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
        payment.FailureCode,
        payment.FailureCode?.ToText(),
        payment.VoidRefusedAt,
        payment.VoidRefusedAt is null ? null : ErrorMessages.For(Sentence.MoneyNotBackYet),
        payment.CreatedAt);
}
