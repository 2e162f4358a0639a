using Commerce.Core.PaymentFlow;
using Commerce.Core.Texts;

namespace Commerce.Core.Payments;

/// <summary>
/// What became known about one payment, whoever learned it: the answer to our request, a callback, a look at the PG's books or
/// an operator. <see cref="ApplyPaymentResult"/> turns it into state.
/// </summary>
public abstract record PaymentResult
{
    private PaymentResult()
    {
    }

    /// <summary>The PG has the request under this key and has not decided yet.</summary>
    public sealed record Accepted(TransactionKey Key) : PaymentResult;

    /// <summary>The money was taken; the key is null when no PG was needed.</summary>
    public sealed record Succeeded(TransactionKey? Key) : PaymentResult;

    /// <summary>The PG took money for the order under another key than the payment's own.</summary>
    /// <param name="Amount">Won, as the PG has it; not necessarily the payment's.</param>
    public sealed record CapturedTwice(TransactionKey Key, long Amount) : PaymentResult;

    /// <summary>No money was taken.</summary>
    /// <param name="Certain">
    /// The PG's record of it says so, or the request never left. False: the PG refused the request, or knew nothing of it when it was
    /// asked. It is looked for some time longer then (I18).
    /// </param>
    /// <param name="Detail">The PG's own words, or what was seen; for operators only.</param>
    public sealed record Failed(FailureCode Code, bool Certain, TransactionKey? Key = null, string? Detail = null) : PaymentResult
    {
        /// <summary>Fit to be stored, whoever wrote it: no transaction may fail for want of room (I11).</summary>
        public string? Detail { get; } = Detail is null ? null : ForeignText.Bounded(Detail, Payment.MaxFailureDetailLength);

        /// <summary>The payment's key is another order's at the PG, which says so: the payment does not keep it from that one.</summary>
        public bool KeyIsAnothers { get; init; }
    }

    /// <summary>The money was taken, and the PG's books say that it went back.</summary>
    public sealed record Voided : PaymentResult;

    /// <summary>Nobody knows. The payment stays open until the PG is heard.</summary>
    public sealed record TimedOut : PaymentResult;

    /// <summary>Calls the function for the case at hand. A new case does not compile until everybody handles it.</summary>
    public T Match<T>(
        Func<Accepted, T> accepted,
        Func<Succeeded, T> succeeded,
        Func<CapturedTwice, T> capturedTwice,
        Func<Failed, T> failed,
        Func<Voided, T> voided,
        Func<TimedOut, T> timedOut) => this switch
        {
            Accepted result => accepted(result),
            Succeeded result => succeeded(result),
            CapturedTwice result => capturedTwice(result),
            Failed result => failed(result),
            Voided result => voided(result),
            TimedOut result => timedOut(result),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
