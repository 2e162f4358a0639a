namespace Commerce.Core.Gateways.Simulator;

/// <summary>How the PG answered a cancel. For the guards, the log and people: what counts is what its books say afterwards.</summary>
/// <param name="Reason">Why it did not agree, in its own words; null when it did, and when it was a proxy that answered.</param>
internal sealed record PgCancelAnswer(PgCancelOutcome Outcome, string? Reason = null)
{
    public bool IsThePgs => Outcome == PgCancelOutcome.Accepted || Reason is not null;
}

internal enum PgCancelOutcome
{
    Accepted,
    Refused,
    ServerError,
}
