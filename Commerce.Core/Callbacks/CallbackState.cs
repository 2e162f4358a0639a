namespace Commerce.Core.Callbacks;

public enum CallbackState
{
    /// <summary>Kept, not looked at yet.</summary>
    Received,

    /// <summary>The payment is as the PG has it, or is looked at until it is.</summary>
    Applied,

    /// <summary>No payment of ours fits it yet.</summary>
    Unmatched,

    /// <summary>It says of a payment that has ended that it is otherwise, and the PG could not be asked about that yet.</summary>
    Unanswered,

    /// <summary>It does not fit the payment it names: not applied, and a case.</summary>
    Differs,

    /// <summary>It is no callback that we can read.</summary>
    Unreadable,

    /// <summary>Making use of it failed too often here: it is not tried any more, and there is a case.</summary>
    SetAside,

    /// <summary>It did not prove to be the gateway's. This row is all that is left of it.</summary>
    Rejected,
}
