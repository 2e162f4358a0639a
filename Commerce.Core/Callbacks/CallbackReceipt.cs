namespace Commerce.Core.Callbacks;

/// <summary>What became of a callback at the door.</summary>
public enum CallbackReceipt
{
    /// <summary>It is stored; from here on it is our business.</summary>
    Stored,

    /// <summary>It came in before, under the same message id. Nothing was done.</summary>
    Repeated,

    /// <summary>It did not prove to be the gateway's.</summary>
    Rejected,

    /// <summary>It proves nothing, and its sender has sent too many such. Nothing is left of it.</summary>
    TooMany,

    /// <summary>It is about nothing of ours. Nothing is left of it, and it need not come again.</summary>
    OfNoUse,
}
