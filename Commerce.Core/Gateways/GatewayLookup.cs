using Commerce.Core.Payments;

namespace Commerce.Core.Gateways;

/// <summary>What the PG answers when it is asked about an attempt.</summary>
public abstract record GatewayLookup
{
    private GatewayLookup()
    {
    }

    /// <param name="OrderId">The order as the PG has it; null when it does not say.</param>
    /// <param name="Amount">Won, as the PG has it; it must be the payment's.</param>
    /// <param name="Reason">The PG's words, where it gave any.</param>
    public sealed record Found(TransactionKey Key, string? OrderId, GatewayPaymentState State, long Amount, string? Reason) : GatewayLookup
    {
        /// <summary>Why it failed, as far as its gateway's words tell; of no meaning in any other state.</summary>
        public FailureCode Failure { get; init; } = FailureCode.Declined;

        /// <summary>The day in Seoul whose books have its payment; null when the PG does not say.</summary>
        public DateOnly? BookDay { get; init; }

        /// <summary>Whether it is of what we call so, as far as the PG says of which it is.</summary>
        public bool IsOf(MerchantOrderId name) => OrderId is null || OrderId == name.Value;

        /// <summary>The PG has it, and takes no money before we confirm it.</summary>
        public bool AwaitsConfirm { get; init; }

        /// <summary>What a person has to know of it besides; null: nothing.</summary>
        public GatewayRemark? Remark { get; init; }
    }

    /// <summary>The PG says that it has no such attempt. Right after a request that may only mean "not yet".</summary>
    public sealed record Absent : GatewayLookup;

    /// <summary>The PG could not be asked, or its answer could not be read.</summary>
    /// <param name="IsKeyUnusable">The PG has something for the order, under a key that cannot be kept: a person has to look.</param>
    public sealed record Unknown(string Reason, bool IsKeyUnusable = false) : GatewayLookup
    {
        /// <summary>
        /// False when nothing was sent: no connection came about, the breaker is open, or the PG wants to be left alone. That says
        /// nothing about the payment and does not count as a look at it.
        /// </summary>
        public bool WasAsked { get; init; } = true;
    }

    /// <summary>Calls the function for the case at hand. A new case does not compile until everybody handles it.</summary>
    public T Match<T>(Func<Found, T> found, Func<Absent, T> absent, Func<Unknown, T> unknown) => this switch
    {
        Found lookup => found(lookup),
        Absent lookup => absent(lookup),
        Unknown lookup => unknown(lookup),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>The state of an attempt in the PG's books.</summary>
public enum GatewayPaymentState
{
    Pending,
    Success,
    Failed,

    /// <summary>No money, or money that went back.</summary>
    Cancelled,
}
