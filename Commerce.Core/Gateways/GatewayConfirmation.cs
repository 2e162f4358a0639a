using Commerce.Core.Payments;

namespace Commerce.Core.Gateways;

/// <summary>How a confirm ended, as far as we can know. Each is about this one call: an earlier one may have ended otherwise.</summary>
public abstract record GatewayConfirmation
{
    private GatewayConfirmation()
    {
    }

    /// <summary>The answer is the PG's record of the payment. It still has to fit ours.</summary>
    public sealed record Concluded(GatewayLookup.Found Record) : GatewayConfirmation;

    /// <summary>The PG said no, in a way that it documents as certain: this call took no money.</summary>
    /// <param name="Code">Why, as far as its gateway's words tell.</param>
    /// <param name="Reason">The PG's own words.</param>
    public sealed record Declined(FailureCode Code, string Reason) : GatewayConfirmation;

    /// <summary>
    /// The key is none of this payment's, and this call took no money: the PG has nothing under it, neither to confirm nor to look at, so
    /// it was made up; or it has it for another order.
    /// </summary>
    public sealed record KeyUnknown(string Reason) : GatewayConfirmation
    {
        /// <summary>The PG has it for another order, whose buyer will want to pay with it.</summary>
        public bool IsAnothers { get; init; }
    }

    /// <summary>The request never left: no connection, or we refused to make one.</summary>
    public sealed record NotSent(string Reason) : GatewayConfirmation;

    /// <summary>
    /// The PG does not take our requests as they are, such as for a wrong key: this call took no money, and a person has to see to it.
    /// </summary>
    public sealed record Misconfigured(string Reason) : GatewayConfirmation;

    /// <summary>No answer, or one that proves nothing: the money may have been taken.</summary>
    /// <param name="IsNameTaken">The PG has a payment under the attempt's name, and does not say under which key.</param>
    public sealed record Unknown(string Reason, bool IsNameTaken = false) : GatewayConfirmation;

    /// <summary>Calls the function for the case at hand. A new case does not compile until everybody handles it.</summary>
    public T Match<T>(
        Func<Concluded, T> concluded,
        Func<Declined, T> declined,
        Func<KeyUnknown, T> keyUnknown,
        Func<NotSent, T> notSent,
        Func<Misconfigured, T> misconfigured,
        Func<Unknown, T> unknown) => this switch
        {
            Concluded result => concluded(result),
            Declined result => declined(result),
            KeyUnknown result => keyUnknown(result),
            NotSent result => notSent(result),
            Misconfigured result => misconfigured(result),
            Unknown result => unknown(result),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
