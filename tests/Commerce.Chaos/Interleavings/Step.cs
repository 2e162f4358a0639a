namespace Commerce.Chaos.Interleavings;

/// <summary>What can happen to one payment, and in any order does.</summary>
internal enum Step
{
    /// <summary>The PG's answer to the payment request comes in, or the connection ends without one.</summary>
    PostAnswered,

    /// <summary>The PG decides.</summary>
    Decided,

    /// <summary>The PG's callback comes in.</summary>
    Callback,

    /// <summary>The same callback once more, or that of the other transaction where the PG has kept two.</summary>
    CallbackAgain,

    /// <summary>The worker looks the payment up, and has its answer at once.</summary>
    Look,

    /// <summary>The worker asks; the PG's answer is on its way.</summary>
    LateLookBegun,

    /// <summary>That answer, as old as it is, comes in.</summary>
    LateLookAnswered,

    /// <summary>The member wants his money back.</summary>
    Cancel,

    /// <summary>Enough time passes for the order to be stale, and the sweep runs.</summary>
    Sweep,

    /// <summary>The worker delivers the outbox; the PG's answer to a void is on its way.</summary>
    VoidBegun,

    /// <summary>That answer comes in.</summary>
    VoidAnswered,

    /// <summary>From now on the process dies where the variant says so, once.</summary>
    CrashArmed,
}
