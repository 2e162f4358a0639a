namespace Commerce.PgSimulator.Payments;

/// <summary>
/// Where a transaction stands. The original knows the first three; CANCELLED is only reached through the cancel endpoint.
/// </summary>
internal enum PaymentStatus
{
    PENDING,
    SUCCESS,
    FAILED,
    CANCELLED,
}
