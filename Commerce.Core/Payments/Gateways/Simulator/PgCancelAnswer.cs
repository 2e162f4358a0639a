namespace Commerce.Core.Payments.Gateways.Simulator;

/// <summary>How the PG answered a cancel. For the guards and the log only: what counts is what its books say afterwards.</summary>
internal enum PgCancelAnswer
{
    Accepted,
    Refused,
    ServerError,
}
