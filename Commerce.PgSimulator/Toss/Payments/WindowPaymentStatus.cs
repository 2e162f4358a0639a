namespace Commerce.PgSimulator.Toss.Payments;

/// <summary>Where a payment stands, in the dialect's words. There are no virtual accounts, so nothing waits for a deposit.</summary>
internal enum WindowPaymentStatus
{
    /// <summary>The window is open.</summary>
    READY,

    /// <summary>The buyer agreed; no money has moved.</summary>
    IN_PROGRESS,

    /// <summary>The money is taken.</summary>
    DONE,

    /// <summary>Some of it went back, or all of it in parts: the balance says which.</summary>
    PARTIAL_CANCELED,

    /// <summary>All of it went back at once.</summary>
    CANCELED,

    /// <summary>The confirm was refused.</summary>
    ABORTED,

    /// <summary>Nobody agreed, or nobody confirmed, in time.</summary>
    EXPIRED,
}
