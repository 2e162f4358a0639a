namespace Commerce.PgSimulator.Payments;

/// <summary>Brings accepted payments to their end when their time has come.</summary>
internal interface IApprovalSchedule
{
    /// <summary>A payment was stored and is due at <paramref name="due"/>, which is <paramref name="delay"/> from its acceptance.</summary>
    void Add(string transactionKey, DateTimeOffset due, TimeSpan delay);
}
