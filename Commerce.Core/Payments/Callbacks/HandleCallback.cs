using Commerce.Core.CustomerService;
using Commerce.Core.Payments.Gateways;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Payments.Callbacks;

/// <summary>Makes use of a stored callback: finds its payment, compares, and applies what the PG has.</summary>
public sealed partial class HandleCallback(
    IDbContextFactory<CommerceDbContext> contexts,
    ConfirmPayment confirm,
    ApplyPgRecord applyRecord,
    RecordFailedCallback recordFailed,
    IOptions<InboxOptions> options,
    TimeProvider time,
    ILogger<HandleCallback> logger)
{
    /// <summary>Does not throw for what goes wrong: the callback is stored, and the worker tries again.</summary>
    public async Task<CallbackState> ExecuteAsync(CallbackRecord record, PgCallback callback, CancellationToken ct)
    {
        try
        {
            var (state, paymentId) = await JudgeAsync(record, callback, ct);
            await SaveAsync(record, state, paymentId, ct);
            LogHandled(logger, record.Id, record.TransactionKey, paymentId, state);
            return state;
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogNotHandled(logger, e, record.Id, record.TransactionKey);
            return await FailAsync(record, e, ct);
        }
    }

    private async Task<CallbackState> FailAsync(CallbackRecord record, Exception failure, CancellationToken ct)
    {
        try
        {
            return await recordFailed.ExecuteAsync(record, failure, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogNotHandled(logger, e, record.Id, record.TransactionKey);
            return record.State; // It stays leased.
        }
    }

    private async Task<(CallbackState State, long? PaymentId)> JudgeAsync(CallbackRecord record, PgCallback callback, CancellationToken ct)
    {
        if (callback is PgCallback.Unreadable)
        {
            return (CallbackState.Unreadable, null);
        }

        if (await FindPaymentAsync(record, ct) is not { } payment)
        {
            return (CallbackState.Unmatched, null);
        }

        var isWordOfOurKey = callback is PgCallback.Word && (payment.TransactionKey is null || payment.TransactionKey == KeyOf(record));
        var fits = isWordOfOurKey
            ? await applyRecord.ExecuteAsync(payment, ((PgCallback.Word)callback).Record, ct) is not null
            : await ConfirmAsync(payment, record, ct);
        return (fits ? CallbackState.Applied : CallbackState.Differs, payment.Id);
    }

    private async Task<Payment?> FindPaymentAsync(CallbackRecord record, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.FindCallbackPaymentAsync(record.Gateway, KeyOf(record), record.PgOrderId, ct);
    }

    // A hint, or signed news under another key than the one we know: the PG's own books tell what is ours.
    private async Task<bool> ConfirmAsync(Payment payment, CallbackRecord record, CancellationToken ct)
    {
        var confirmed = await confirm.ExecuteAsync(payment.Id, ct);
        var isSigned = record.MessageId is not null;
        if (!isSigned || confirmed.TransactionKey is not { } known || known == KeyOf(record))
        {
            return true;
        }

        var detail = $"The PG has the order under {record.TransactionKey} and under {known}. Only the latter is ours; nothing was applied.";
        await applyRecord.OpenCaseAsync(payment.Id, CaseReason.KeyDiffers, detail, ct);
        return false;
    }

    private static TransactionKey KeyOf(CallbackRecord record) => new(record.TransactionKey!);

    private async Task SaveAsync(CallbackRecord record, CallbackState state, long? paymentId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.Callbacks.Attach(record);
        if (state == CallbackState.Unmatched)
        {
            record.Wait(time.GetUtcNow(), options.Value.GiveUpAfter);
        }
        else
        {
            record.Handle(state, paymentId, time.GetUtcNow());
        }

        await db.SaveChangesAsync(ct);
    }

    [LoggerMessage(LogLevel.Information, "Callback {CallbackId} ({TransactionKey}) for payment {PaymentId}: {State}")]
    private static partial void LogHandled(ILogger logger, long callbackId, string? transactionKey, long? paymentId, CallbackState state);

    [LoggerMessage(LogLevel.Error, "Callback {CallbackId} ({TransactionKey}) is stored but could not be used yet")]
    private static partial void LogNotHandled(ILogger logger, Exception e, long callbackId, string? transactionKey);
}
