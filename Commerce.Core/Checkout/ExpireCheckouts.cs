using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Checkout;

/// <summary>
/// Ends attempts whose buyer did not come back in time, and orders whose time for paying is over. Such an attempt fails for certain: only a
/// confirm of ours moves money at a payment window, and none was sent. Any number of workers may do this; each attempt is ended once, under
/// its row's lock (I10). One that cannot be ended is left for the next poll and holds up nobody.
/// </summary>
public sealed partial class ExpireCheckouts(
    DatabaseTransaction transaction,
    IDbContextFactory<CommerceDbContext> contexts,
    ApplyPaymentResult apply,
    IOptions<CheckoutOptions> options,
    IDatabaseClock clock,
    ILogger<ExpireCheckouts> logger)
{
    private static readonly PaymentResult.Failed Expired = new(FailureCode.CheckoutExpired, Certain: true);

    /// <returns>How many were found; a full batch means that there may be more.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        var found = await FindAsync(ct);
        var ended = 0;
        foreach (var paymentId in found)
        {
            ended += await TryEndAsync(paymentId, ct) ? 1 : 0;
        }

        if (ended > 0)
        {
            PollSpan.FoundWork(ended);
            LogExpired(logger, ended);
        }

        return ended == found.Count ? ended : 0; // What somebody else has taken meanwhile is not taken again at once.
    }

    /// <summary>The same for one attempt whose row the caller's transaction holds.</summary>
    /// <returns>False when its time is not over.</returns>
    internal async Task<bool> WithinAsync(CommerceDbContext db, Payment payment, DateTimeOffset now, CancellationToken ct)
    {
        if (payment.Status != PaymentStatus.AwaitingBuyer || payment.ExpiresAt > now)
        {
            return false;
        }

        await apply.WithinAsync(db, payment, Expired, ct);
        return true;
    }

    private async Task<List<long>> FindAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.FindExpiredCheckoutsAsync(await clock.NowAsync(db, ct), options.Value.BatchSize, ct);
    }

    private async Task<bool> TryEndAsync(long paymentId, CancellationToken ct)
    {
        try
        {
            return await transaction.ExecuteAsync((db, token) => EndAsync(db, paymentId, token), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException && DatabaseFault.NameOf(e) is null)
        {
            LogNotEnded(logger, e, paymentId);
            return false;
        }
    }

    private async Task<bool> EndAsync(CommerceDbContext db, long paymentId, CancellationToken ct)
    {
        var now = await clock.NowAsync(db, ct);
        var payment = await db.LockPaymentAsync(paymentId, ct);
        return await WithinAsync(db, payment, now, ct) || await apply.EndUnpaidOrderAsync(db, payment, ct);
    }

    [LoggerMessage(2003, LogLevel.Information, "{Count} attempts to pay, or orders, have ended: their buyers did not come back in time")]
    private static partial void LogExpired(ILogger logger, int count);

    [LoggerMessage(2006, LogLevel.Error, "Payment {PaymentId}: its buyer's time is over, and it could not be ended; tried again later")]
    private static partial void LogNotEnded(ILogger logger, Exception e, long paymentId);
}
