namespace Commerce.Core.Payments.Gateways.Simulator;

/// <summary>How the PG answered a cancel. For the guards, the log and people: what counts is what its books say afterwards.</summary>
/// <param name="Words">Why it did not agree; null when it did.</param>
internal sealed record PgCancelAnswer(PgCancelOutcome Outcome, string? Words = null);

internal enum PgCancelOutcome
{
    Accepted,
    Refused,
    ServerError,
}
