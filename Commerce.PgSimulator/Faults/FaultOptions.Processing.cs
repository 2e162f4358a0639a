namespace Commerce.PgSimulator.Faults;

/// <summary>Dials of what happens between accepting a payment and concluding it.</summary>
internal sealed partial class FaultOptions
{
    /// <summary>The shortest time between accepting a payment and concluding it.</summary>
    [Delay]
    public int ProcessDelayMinMs { get; set; } = 1_000;

    /// <summary>The longest time between accepting a payment and concluding it.</summary>
    [Delay]
    public int ProcessDelayMaxMs { get; set; } = 5_000;

    /// <summary>Payments that fail for the card's limit.</summary>
    [Rate]
    public double LimitExceededRate { get; set; } = 0.2;

    /// <summary>Payments that fail as an invalid card.</summary>
    [Rate]
    public double InvalidCardRate { get; set; } = 0.1;

    /// <summary>Payments that stay PENDING for ever.</summary>
    [Rate]
    public double NeverRate { get; set; }

    /// <summary>Payments that are concluded only after <see cref="LateMs"/>.</summary>
    [Rate]
    public double LateRate { get; set; }

    /// <summary>How late a late payment is concluded.</summary>
    [Delay]
    public int LateMs { get; set; } = 60_000;
}
