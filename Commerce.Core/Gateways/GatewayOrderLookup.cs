using Commerce.Core.Payments;

namespace Commerce.Core.Gateways;

/// <summary>What the PG answers when it is asked for the transactions of an order.</summary>
public abstract record GatewayOrderLookup
{
    private GatewayOrderLookup()
    {
    }

    /// <param name="Transactions">All of them, at least one: the PG may have more than we asked for.</param>
    public sealed record Found(IReadOnlyList<GatewayTransaction> Transactions) : GatewayOrderLookup;

    /// <summary>The PG says that it has nothing for the order. Right after a request that may only mean "not yet".</summary>
    public sealed record Absent : GatewayOrderLookup;

    /// <summary>The PG could not be asked, or its answer could not be read.</summary>
    /// <param name="IsKeyUnusable">The PG has something for the order, under a key that cannot be kept: a person has to look.</param>
    public sealed record Unknown(string Reason, bool IsKeyUnusable = false) : GatewayOrderLookup
    {
        /// <summary>As in <see cref="GatewayLookup.Unknown"/>.</summary>
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

/// <summary>One transaction in the PG's list for an order. What it is over has to be asked for by key.</summary>
public sealed record GatewayTransaction(TransactionKey Key, GatewayPaymentState State);
