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

    /// <summary>The PG took money for the order once more, besides its payment: it goes back.</summary>
    DuplicateCapture,

    /// <summary>Money was to go back, and the PG says again and again that it has none.</summary>
    NothingToVoid,

    /// <summary>The PG has had the payment for long and does not decide.</summary>
    PgUndecided,

    /// <summary>A look, a void or a callback failed too often here and is not tried any more. A person has to find out why.</summary>
    SetAside,

    /// <summary>The PG has the payment under a key that cannot be kept: too long, or not a key at all. Nothing was applied.</summary>
    KeyUnusable,

    /// <summary>Money that was to go back is still at the PG after a long time, although the PG was asked. It is still tried.</summary>
    VoidRefused,

    /// <summary>The PG's records of a payment that has ended say that it ended otherwise. Nothing was moved.</summary>
    StateDiffers,

    /// <summary>A callback that the PG signed could not be used in time: no payment fits it, or the PG could not be asked back.</summary>
    CallbackUnused,

    /// <summary>A part of the money was given back at the PG, by hand. The payment stays as it is here.</summary>
    PartlyCancelled,

    /// <summary>The PG describes the payment by a word that we do not know. It stays open.</summary>
    StateUnreadable,
}
