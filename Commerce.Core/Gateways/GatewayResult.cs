using Commerce.Core.Payments;

namespace Commerce.Core.Gateways;

/// <summary>How a request to take money ended, as far as we can know.</summary>
public abstract record GatewayResult
{
    private GatewayResult()
    {
    }

    /// <summary>The PG has it, under this key; the outcome follows.</summary>
    public sealed record Accepted(TransactionKey Key) : GatewayResult;

    /// <summary>The PG has taken the money already, under this key: nothing follows.</summary>
    public sealed record Captured(TransactionKey Key) : GatewayResult;

    /// <summary>The PG looked at the request and said no, in a way that it documents as "nothing was kept".</summary>
    /// <param name="Code">Why, as far as its gateway's words tell.</param>
    /// <param name="Reason">The PG's own words.</param>
    public sealed record Declined(FailureCode Code, string Reason) : GatewayResult;

    /// <summary>The request never left: no connection, or we refused to make one.</summary>
    public sealed record NotSent(string Reason) : GatewayResult;

    /// <summary>The PG failed every time it was asked, and nothing was found afterwards. It may come to light all the same (I18).</summary>
    public sealed record Refused(string Reason) : GatewayResult;

    /// <summary>No answer, or none that can be read: the card may have been charged.</summary>
    public sealed record Unknown(string Reason) : GatewayResult;

    /// <summary>Calls the function for the case at hand. A new case does not compile until everybody handles it.</summary>
    public T Match<T>(
        Func<Accepted, T> accepted,
        Func<Captured, T> captured,
        Func<Declined, T> declined,
        Func<NotSent, T> notSent,
        Func<Refused, T> refused,
        Func<Unknown, T> unknown) => this switch
        {
            Accepted result => accepted(result),
            Captured result => captured(result),
            Declined result => declined(result),
            NotSent result => notSent(result),
            Refused result => refused(result),
            Unknown result => unknown(result),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
