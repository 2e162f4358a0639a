using Commerce.Core.Orders;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Commerce.MySql.Failover;
using Commerce.ServiceDefaults.Failures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Commerce.Core.PaymentFlow;

/// <summary>
/// Keeps the key under which the PG has taken a payment request. That is what nearly every request comes to, and nothing but the payment
/// changes: so it is one statement, which changes nothing unless the payment is still as it was saved (I7). Whatever else has become of it
/// meanwhile is left to <see cref="ApplyPaymentResult"/>.
/// </summary>
public sealed partial class LearnKey(
    IDbContextFactory<CommerceDbContext> contexts, DatabaseTransaction transaction, IDatabaseClock clock, ILogger<LearnKey> logger)
{
    /// <param name="payment">As it was saved before the PG was asked; when the key was kept, as it is afterwards.</param>
    /// <param name="alongside">What is written in the same commit; null: nothing.</param>
    /// <returns>False when the payment has moved on, or the key is another payment's: nothing is done then.</returns>
    internal async Task<bool> TryAsync(Order order, Payment payment, TransactionKey key, AlongsideApply? alongside, CancellationToken ct)
    {
        using var span = OrderSpans.Start("learn transaction key");
        bool learned;
        try
        {
            learned = alongside is null
                ? await AloneAsync(payment, key, ct)
                : await transaction.RepeatableAsync((db, token) => WithinAsync(db, order, payment, key, alongside, token), ct);
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.DuplicateKeyEntry)
        {
            return false;
        }

        if (learned)
        {
            await FailurePoint.ReachAsync(FailurePoints.KeyLearned);
            OrderSpans.Tag(payment.OrderId, payment.Id, key.Value);
            LogLearned(logger, payment.OrderId, payment.Id, key);
        }

        return learned;
    }

    // A transaction costs two more trips, so it begins one only when the database wants the statement again, or its server was lost. That
    // it may have been done then costs nothing: the second time it finds the key there and leaves the payment to who applies results.
    private async Task<bool> AloneAsync(Payment payment, TransactionKey key, CancellationToken ct)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            return await UpdateAsync(db, payment, key, ct);
        }
        catch (Exception e) when (TransactionAttempt.IsLockConflict(e) || (transaction.FollowsFailover && IsLost(e)))
        {
            return await transaction.RepeatableAsync((db, token) => UpdateAsync(db, payment, key, token), ct);
        }
    }

    private static bool IsLost(Exception e) => DatabaseFault.LossOf(e) != ServerLoss.None;

    private async Task<bool> WithinAsync(
        CommerceDbContext db, Order order, Payment payment, TransactionKey key, AlongsideApply alongside, CancellationToken ct)
    {
        var learned = await UpdateAsync(db, payment, key, ct);
        await (learned ? alongside(db, new AppliedResult(payment, order, Moved: true), ct) : Task.CompletedTask);
        return learned;
    }

    private async Task<bool> UpdateAsync(CommerceDbContext db, Payment payment, TransactionKey key, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var updated = await db.Payments
            .Where(p => p.Id == payment.Id && p.Status == PaymentStatus.Pending && p.TransactionKey == null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(p => p.TransactionKey, key).SetProperty(p => p.AbsentLooks, 0).SetProperty(p => p.UpdatedAt, now),
                ct);
        if (updated == 1)
        {
            payment.LearnKey(key, now);
        }

        return updated == 1;
    }

    [LoggerMessage(2113, LogLevel.Information, "Order {OrderId}, payment {PaymentId} ({TransactionKey}): the PG has the request")]
    private static partial void LogLearned(ILogger logger, long orderId, long paymentId, TransactionKey transactionKey);
}
