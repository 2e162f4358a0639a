namespace Commerce.PgSimulator.Flow;

/// <summary>Brings accepted payments, and their callbacks, to their end when their time has come.</summary>
internal interface IApprovalSchedule
{
    /// <summary>A payment was stored and is due at <paramref name="due"/>, which is <paramref name="delay"/> from its acceptance.</summary>
    void Add(string transactionKey, DateTimeOffset due, TimeSpan delay);

    /// <summary>A first attempt to call back was made outside of the schedule; further ones may be due.</summary>
    Task AddFurtherAttemptsAsync(string transactionKey, CancellationToken ct);
}
