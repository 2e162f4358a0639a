namespace Commerce.PgSimulator.Payments;

/// <summary>Where a transaction stands. It leaves PENDING once and for ever.</summary>
internal enum PaymentStatus
{
    PENDING,
    SUCCESS,
    FAILED,
}
