using System.ComponentModel.DataAnnotations;

namespace Commerce.Core.PaymentFlow;

/// <summary>What a payment's silence means to its order, and how often a member may ask. Configuration section <c>Payments</c>.</summary>
public sealed class PaymentOptions
{
    public const string Section = "Payments";

    /// <summary>What happens when the PG does not answer in time; default <see cref="OnTimeout.Confirm"/>.</summary>
    public OnTimeout OnTimeout { get; set; } = OnTimeout.Confirm;

    /// <summary>
    /// How often a minute a member may have the PG asked about payments, in one process; more is 429. 1 to 6,000; default 20.
    /// </summary>
    [Range(1, 6_000)]
    public int ConfirmsPerMinute { get; set; } = 20;

    /// <summary>
    /// After how many voids that found nothing to give back the PG is believed: there is a case, and the capture of a payment for which
    /// nothing was sold is reversed in the journal. 2 to 100; default 8, which takes about four minutes.
    /// </summary>
    [Range(2, 100)]
    public int FruitlessVoids { get; set; } = 8;

    /// <summary>
    /// For how long money that is to go back may stay at a PG that was asked for it before it is a case for customer service, and the
    /// member reads that it could not be undone. It is tried on all the same. 1 s to 7 d; default 30 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan VoidCaseAfter { get; set; } = TimeSpan.FromMinutes(30);
}

public enum OnTimeout
{
    /// <summary>The order waits until the PG is heard: 202, and the payment reads TIMEOUT.</summary>
    Confirm,

    /// <summary>The order fails at once: 504. Money that turns out to have been taken goes back by itself.</summary>
    Fail,
}
