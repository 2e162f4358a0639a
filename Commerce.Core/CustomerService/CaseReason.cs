namespace Commerce.Core.CustomerService;

/// <summary>Why a person has to look, or at least to know.</summary>
public enum CaseReason
{
    /// <summary>Paid, but sold out meanwhile: the money goes back.</summary>
    StockShort,

    /// <summary>The PG took money for an order that had failed: it goes back.</summary>
    LateCapture,

    /// <summary>The PG has another amount than we asked for: nothing was applied.</summary>
    AmountDiffers,

    /// <summary>The PG has the order under another key than ours: nothing was applied. It may have charged twice.</summary>
    KeyDiffers,

    /// <summary>The PG has had the payment for long and does not decide.</summary>
    PgUndecided,
}
