namespace Commerce.Core.Payments.Callbacks;

public enum CallbackState
{
    /// <summary>Kept, not looked at yet.</summary>
    Received,

    /// <summary>The payment is in the state that the PG gave.</summary>
    Applied,

    /// <summary>No payment of ours fits it.</summary>
    Unmatched,

    /// <summary>It is no callback that we can read.</summary>
    Unreadable,
}
