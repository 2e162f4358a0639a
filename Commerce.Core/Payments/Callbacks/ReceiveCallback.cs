using System.Text;
using Commerce.Core.Payments.Gateways;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Commerce.Core.Payments.Callbacks;

/// <summary>
/// Keeps a callback and acts on it. The PG calls once and never again, so the body is stored before anything else. The wire is
/// unsigned: anybody could have sent this, hence it is only a hint, and the PG is asked before anything moves (I12).
/// </summary>
public sealed partial class ReceiveCallback(
    IDbContextFactory<CommerceDbContext> contexts,
    ConfirmPayment confirm,
    TimeProvider time,
    ILogger<ReceiveCallback> logger)
{
    /// <summary>Returns once the callback is stored; what could not be done with it now, the worker does.</summary>
    public async Task ExecuteAsync(ReadOnlyMemory<byte> rawBody, CancellationToken ct)
    {
        var text = Encoding.UTF8.GetString(rawBody.Span);
        var body = CallbackBody.Read(text);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var record = new CallbackRecord
        {
            Body = CardNumber.MaskAll(text),
            TransactionKey = body?.TransactionKey,
            ReceivedAt = time.GetUtcNow(),
        };
        db.Callbacks.Add(record);
        await db.SaveChangesAsync(ct);

        var (state, paymentId) = await HandleAsync(db, body, ct);
        record.Handle(state, paymentId, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        LogHandled(logger, record.Id, record.TransactionKey, paymentId, state);
    }

    private async Task<(CallbackState State, long? PaymentId)> HandleAsync(CommerceDbContext db, CallbackBody? body, CancellationToken ct)
    {
        if (body is null)
        {
            return (CallbackState.Unreadable, null);
        }

        if (await FindPaymentAsync(db, body, ct) is not { } paymentId)
        {
            return (CallbackState.Unmatched, null);
        }

        try
        {
            var payment = await confirm.ExecuteAsync(paymentId, ct);
            return (payment.IsOpen ? CallbackState.Received : CallbackState.Applied, paymentId);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Stored is stored: the PG gets its 200, and the worker's next look finds the truth.
            LogNotApplied(logger, e, paymentId);
            return (CallbackState.Received, paymentId);
        }
    }

    // By key, or by order when the callback overtook the answer that would have told us the key.
    private static async Task<long?> FindPaymentAsync(CommerceDbContext db, CallbackBody body, CancellationToken ct)
    {
        var key = new TransactionKey(body.TransactionKey!);
        var byKey = await db.Payments.Where(p => p.TransactionKey == key).Select(p => (long?)p.Id).SingleOrDefaultAsync(ct);
        if (byKey is not null || PgOrderId.OrderIdOf(body.OrderId) is not { } orderId)
        {
            return byKey;
        }

        return await db.Payments
            .Where(p => p.OrderId == orderId && p.TransactionKey == null)
            .OrderByDescending(p => p.Id)
            .Select(p => (long?)p.Id)
            .FirstOrDefaultAsync(ct);
    }

    [LoggerMessage(LogLevel.Information, "Callback {CallbackId} ({TransactionKey}) for payment {PaymentId}: {State}")]
    private static partial void LogHandled(ILogger logger, long callbackId, string? transactionKey, long? paymentId, CallbackState state);

    [LoggerMessage(LogLevel.Error, "The callback for payment {PaymentId} is stored but could not be applied yet")]
    private static partial void LogNotApplied(ILogger logger, Exception e, long paymentId);
}
