using Commerce.Core.Leases;
using Commerce.Core.Payments;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Recovery.Schedule;

/// <summary>When the PG is asked about an open payment, and when its knowing nothing counts as proof.</summary>
public sealed class LookupSchedule(IOptions<RecoveryOptions> options)
{
    private const int LooksThatProveAbsence = 2;

    public DateTimeOffset First(DateTimeOffset requestedAt) => requestedAt + options.Value.FirstLook;

    /// <summary>When a payment that has succeeded is looked at once more; null: not at all.</summary>
    public DateTimeOffset? AfterSuccess(DateTimeOffset now) =>
        options.Value.LookAfterSuccess > TimeSpan.Zero ? now + options.Value.LookAfterSuccess : null;

    /// <summary>
    /// When a payment of which the PG says that no money was taken is looked at once more, because it may have another transaction of the
    /// order; null: not at all.
    /// </summary>
    public DateTimeOffset? AfterFailure(DateTimeOffset now) =>
        options.Value.LookAfterFailure > TimeSpan.Zero ? now + options.Value.LookAfterFailure : null;

    /// <summary>
    /// When a payment that has ended is looked at again while the PG has not decided another transaction of its order; null: for so long
    /// that the books have to find it.
    /// </summary>
    public DateTimeOffset? WhileUndecided(Payment payment, DateTimeOffset now) =>
        now - payment.CreatedAt <= options.Value.LateLooks ? Next(payment, absent: false, now) : null;

    /// <summary>
    /// The gaps double from the first one on, up to the longest. An absence is looked at again soon while it can still prove
    /// something. A payment that has ended is looked at for a while, in case a capture comes to light; silence does not end that, only
    /// an answer does (I18).
    /// </summary>
    /// <returns>Null when there is nothing left to look for.</returns>
    public DateTimeOffset? Next(Payment payment, bool absent, DateTimeOffset now)
    {
        if (absent && payment.IsOpen)
        {
            return now + options.Value.AbsenceRecheck;
        }

        if (absent && now - payment.CreatedAt > options.Value.LateLooks)
        {
            return null;
        }

        return now + (Doubled(payment, payment.Looks + 1) * Spread(payment));
    }

    /// <summary>When a look that broke off here is tried again. Failures double the gaps like looks do.</summary>
    public DateTimeOffset AfterBreak(Payment payment, DateTimeOffset now) =>
        now + (Doubled(payment, payment.Looks + payment.FailedLooks) * Spread(payment));

    /// <summary>The PG has had the payment for so long that a person should know.</summary>
    public bool IsUndecidedTooLong(Payment payment, DateTimeOffset now) => now - payment.CreatedAt >= options.Value.UndecidedAfter;

    /// <summary>
    /// A request may still be on its way, and a PG may not read its own writes at once. So absence is proof only after the
    /// grace and when two looks in a row agree.
    /// </summary>
    public bool ProvesAbsence(Payment payment, int absentLooks, DateTimeOffset now) =>
        absentLooks >= LooksThatProveAbsence && now - payment.CreatedAt >= options.Value.AbsenceGrace;

    // For what has ended nobody waits.
    private TimeSpan Doubled(Payment payment, int times) =>
        new Backoff(options.Value.FirstLook, payment.IsOpen ? options.Value.LongestGap : options.Value.LongestLateGap).After(times);

    // 0.75 to 1.25, from the payment itself: payments of one bad minute do not come back as one wave.
    private static double Spread(Payment payment) =>
        0.75 + ((((payment.Id * 2654435761L) + (payment.Looks * 40503L)) & 0xFFFF) / 65535d * 0.5);
}
