namespace Commerce.PgSimulator.Faults;

/// <summary>
/// Dials of the payment request. One request meets at most one of the faults, but for <see cref="KeptTwiceRate"/>: they are tried in
/// this order.
/// </summary>
internal sealed partial class FaultOptions
{
    /// <summary>The shortest wait before a payment request is decided on.</summary>
    [Delay]
    public int AcceptDelayMinMs { get; set; } = 100;

    /// <summary>The longest wait before a payment request is decided on.</summary>
    [Delay]
    public int AcceptDelayMaxMs { get; set; } = 500;

    /// <summary>500 before anything is stored: the original's 40 %.</summary>
    [Rate]
    public double RefuseRate { get; set; } = 0.4;

    /// <summary>429 before anything is stored.</summary>
    [Rate]
    public double TooManyRequestsRate { get; set; }

    /// <summary>The connection is cut before anything is stored.</summary>
    [Rate]
    public double CutRate { get; set; }

    /// <summary>Nothing is stored and no answer ever comes.</summary>
    [Rate]
    public double HangRate { get; set; }

    /// <summary>Stored and processed, and answered with a 500.</summary>
    [Rate]
    public double ErrorAfterAcceptRate { get; set; }

    /// <summary>Stored and processed, and the answer never comes.</summary>
    [Rate]
    public double NoAnswerRate { get; set; }

    /// <summary>Stored, and answered only after <see cref="SlowAnswerMs"/>.</summary>
    [Rate]
    public double SlowRate { get; set; }

    /// <summary>Stored, and the answer trickles in byte by byte over <see cref="SlowAnswerMs"/>.</summary>
    [Rate]
    public double DripRate { get; set; }

    /// <summary>Stored, and answered 200 with half a JSON document.</summary>
    [Rate]
    public double MalformedRate { get; set; }

    /// <summary>Stored, and answered with a transaction key that does not exist.</summary>
    [Rate]
    public double WrongKeyRate { get; set; }

    /// <summary>Stored and processed, and answered 404 with a proxy's page.</summary>
    [Rate]
    public double NotFoundAfterAcceptRate { get; set; }

    /// <summary>Stored and processed, and answered 408 with a proxy's page.</summary>
    [Rate]
    public double TimeoutAfterAcceptRate { get; set; }

    /// <summary>Stored and processed, and answered 409.</summary>
    [Rate]
    public double ConflictAfterAcceptRate { get; set; }

    /// <summary>Stored and processed twice, under two keys. Beside all others.</summary>
    [Rate]
    public double KeptTwiceRate { get; set; }

    /// <summary>How long a slow answer takes, to requests and to lookups.</summary>
    [Delay]
    public int SlowAnswerMs { get; set; } = 2_500;
}
