using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Idempotency;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.Wire;
using Commerce.ServiceDefaults.Failures;
using Dapper;

namespace Commerce.PgSimulator.Flow;

/// <summary>
/// Takes a payment back. A captured one gives its money back; a PENDING one is never captured at all, unless its approval
/// comes first. Asking again changes nothing.
/// </summary>
internal sealed class CancelPayment(
    GatewaySessions database, PaymentStore payments, IntentStore intents, OutcomePolicy policy, TimeProvider time)
{
    private const string Reason = "결제가 취소되었습니다.";

    // The locks are taken in the order in which concluding takes them: the approval first, then the payment.
    private const string EndApproval =
        "UPDATE approvals SET due_at = NULL, concluded_at = COALESCE(concluded_at, @now) WHERE transaction_key = @TransactionKey";

    private const string MoveOn =
        "UPDATE payments SET status = 'CANCELLED', reason = @Reason WHERE transaction_key = @TransactionKey AND status = @seen";

    private const string Record = """
        INSERT INTO cancels (transaction_key, amount, was_captured, created_at)
        VALUES (@TransactionKey, @Amount, @wasCaptured, @now)
        """;

    /// <returns>The cancelled payment, and what is to go wrong with telling it.</returns>
    /// <exception cref="PgException">
    /// 404: the user has no such payment. 409: it failed, there is nothing to cancel. 422: the idempotency key cancelled
    /// another payment. 500: the dials say so.
    /// </exception>
    public async Task<(Payment Payment, AnswerFault Fault)> ExecuteAsync(
        string userId, string transactionKey, Intent? intent, CancellationToken ct)
    {
        var fault = policy.NextCancel();
        if (fault == AnswerFault.Refuse)
        {
            throw PgException.Unstable();
        }

        var payment = await FindAsync(userId, transactionKey, ct);
        if (intent is not null)
        {
            await intents.BindAsync(intent, transactionKey, time.GetUtcNow().UtcDateTime, ct);
        }

        return (await CancelAsync(payment, ct), fault);
    }

    private async Task<Payment> FindAsync(string userId, string transactionKey, CancellationToken ct) =>
        await payments.FindAsync(userId, transactionKey, ct)
            ?? throw new PgException(WireError.NotFound, $"(transactionKey: {transactionKey}) 결제건이 존재하지 않습니다.");

    private async Task<Payment> CancelAsync(Payment seen, CancellationToken ct)
    {
        while (true) // Each turn sees a later status, and there are only three.
        {
            switch (seen.Status)
            {
                case PaymentStatus.CANCELLED:
                    return seen;
                case PaymentStatus.FAILED:
                    throw new PgException(WireError.Conflict, "승인되지 않은 결제는 취소할 수 없습니다.");
            }

            if (await TryMoveAsync(seen, ct))
            {
                return seen with { Status = PaymentStatus.CANCELLED, Reason = Reason };
            }

            seen = await FindAsync(seen.UserId, seen.TransactionKey, ct);
        }
    }

    private async Task<bool> TryMoveAsync(Payment payment, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var move = new
        {
            payment.TransactionKey,
            payment.Amount,
            Reason,
            seen = payment.Status.ToString(),
            wasCaptured = payment.Status == PaymentStatus.SUCCESS,
            now,
        };
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await SessionTransaction.BeginAsync(connection, ct);
        await connection.ExecuteAsync(new CommandDefinition(EndApproval, move, cancellationToken: ct));
        if (await connection.ExecuteAsync(new CommandDefinition(MoveOn, move, cancellationToken: ct)) == 0)
        {
            return false; // The approval was quicker.
        }

        await connection.ExecuteAsync(new CommandDefinition(Record, move, cancellationToken: ct));
        await FailurePoint.ReachAsync(FailurePoints.PgCancelBeforeCommit);
        await transaction.CommitAsync(ct);
        await FailurePoint.ReachAsync(FailurePoints.PgCancelCommitted);
        return true;
    }
}
