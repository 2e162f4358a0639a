namespace Commerce.PgSimulator.Faults;

/// <summary>Dials of looking up and of cancelling.</summary>
internal sealed partial class FaultOptions
{
    /// <summary>A transaction is not found (404) until it is that old.</summary>
    [Delay]
    public int LookupLagMs { get; set; }

    /// <summary>A concluded transaction is shown as PENDING for that long.</summary>
    [Delay]
    public int LookupStaleMs { get; set; }

    /// <summary>Lookups answered with a 500.</summary>
    [Rate]
    public double LookupErrorRate { get; set; }

    /// <summary>Lookups answered only after <see cref="SlowAnswerMs"/>.</summary>
    [Rate]
    public double LookupSlowRate { get; set; }

    /// <summary>Cancels answered with a 500, without effect.</summary>
    [Rate]
    public double CancelRefuseRate { get; set; }

    /// <summary>Cancels that take effect, and the answer never comes.</summary>
    [Rate]
    public double CancelNoAnswerRate { get; set; }
}
