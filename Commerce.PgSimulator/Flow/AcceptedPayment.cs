using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Storage;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.PgSimulator.Flow;

/// <summary>All that is stored when a payment is accepted: the transaction, what it will become, and how it will be called back.</summary>
internal sealed record AcceptedPayment
{
    public required string TransactionKey { get; init; }
    public required string UserId { get; init; }
    public required string OrderId { get; init; }
    public required string CardType { get; init; }
    public required string CardNo { get; init; }
    public required long Amount { get; init; }
    public required string CallbackUrl { get; init; }
    public required DateTime CreatedAt { get; init; }

    public required string VerdictStatus { get; init; }
    public required string VerdictReason { get; init; }

    /// <summary>In how many microseconds it is concluded; null: never.</summary>
    public required long? DueIn { get; init; }

    public required string MessageId { get; init; }
    public required int Copies { get; init; }
    public required int DelayMs { get; init; }
    public required string Flaw { get; init; }
    public required string? TraceParent { get; init; }

    public static AcceptedPayment Create(
        string userId, PaymentRequest request, PaymentPlan plan, DateTimeOffset now, TimeSpan? dueIn) => new()
        {
            TransactionKey = Payments.TransactionKey.New(now),
            UserId = userId,
            OrderId = request.OrderId,
            CardType = request.CardType.ToString(),
            CardNo = request.CardNo,
            Amount = request.Amount,
            CallbackUrl = request.CallbackUrl,
            CreatedAt = now.UtcDateTime,
            VerdictStatus = plan.Verdict.Status.ToString(),
            VerdictReason = plan.Verdict.Reason,
            DueIn = dueIn?.Microseconds(),
            MessageId = $"msg_{Guid.NewGuid():N}",
            Copies = plan.Callback.Copies,
            DelayMs = (int)plan.Callback.Delay.TotalMilliseconds,
            Flaw = plan.Callback.Flaw.ToString(),
            TraceParent = TraceLink.Current,
        };
}
