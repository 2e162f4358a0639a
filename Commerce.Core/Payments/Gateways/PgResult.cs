namespace Commerce.Core.Payments.Gateways;

/// <summary>How a request to take money ended, as far as we can know.</summary>
public abstract record PgResult
{
    private PgResult()
    {
    }

    /// <summary>The PG has it, under this key; the outcome follows.</summary>
    public sealed record Accepted(TransactionKey Key) : PgResult;

    /// <summary>The PG looked at the request and said no, in a way that it documents as "nothing was kept".</summary>
    /// <param name="Reason">The PG's own words.</param>
    /// <param name="CardAtFault">The card data was the reason, so the customer can mend it.</param>
    public sealed record Declined(string Reason, bool CardAtFault) : PgResult;

    /// <summary>The request never left: no connection, or we refused to make one.</summary>
    public sealed record NotSent(string Reason) : PgResult;

    /// <summary>The PG failed every time it was asked, and nothing was found afterwards. It may come to light all the same (I18).</summary>
    public sealed record Refused(string Reason) : PgResult;

    /// <summary>No answer, or none that can be read: the card may have been charged.</summary>
    public sealed record Unknown(string Reason) : PgResult;

    /// <summary>Calls the function for the case at hand. A new case does not compile until everybody handles it.</summary>
    public T Match<T>(
        Func<Accepted, T> accepted,
        Func<Declined, T> declined,
        Func<NotSent, T> notSent,
        Func<Refused, T> refused,
        Func<Unknown, T> unknown) => this switch
        {
            Accepted result => accepted(result),
            Declined result => declined(result),
            NotSent result => notSent(result),
            Refused result => refused(result),
            Unknown result => unknown(result),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
