using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.Core.Outbox;

/// <summary>
/// Something that must happen outside the database, written in the commit that made it necessary and tried until it is seen
/// to have happened.
/// </summary>
public sealed class OutboxMessage
{
    public long Id { get; private set; }

    public required OutboxKind Kind { get; init; }

    /// <summary>The payment or the case that it is about, by <see cref="Kind"/>.</summary>
    public required long SubjectId { get; init; }

    /// <summary>The trace in which it was written; null when there was none.</summary>
    public string? TraceParent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is tried next; null once it is done.</summary>
    public DateTimeOffset? NextTryAt { get; private set; }

    public int Tries { get; private set; }

    /// <summary>How often it broke off with an error of its own; an answer that is still to come is no error.</summary>
    public int Failures { get; private set; }

    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>When it had failed too often and was left to a person; null: it was not.</summary>
    public DateTimeOffset? SetAsideAt { get; private set; }

    public static OutboxMessage DueNow(OutboxKind kind, long subjectId, DateTimeOffset now) =>
        new() { Kind = kind, SubjectId = subjectId, TraceParent = TraceLink.Current, CreatedAt = now, NextTryAt = now };

    /// <summary>It has to be done once more: what it found nothing of has come to light.</summary>
    public void Reopen(DateTimeOffset now) => (DoneAt, NextTryAt) = (null, now);

    public void Done(DateTimeOffset now) => (DoneAt, NextTryAt) = (now, null);

    /// <summary>Nothing was tried.</summary>
    public void GiveBack(DateTimeOffset next) => NextTryAt = next;

    public void TryAgain(DateTimeOffset next)
    {
        NextTryAt = next;
        Tries++;
    }

    public void Fail(DateTimeOffset next)
    {
        TryAgain(next);
        Failures++;
    }

    /// <summary>It is not tried any more. Whoever calls this sees to it that a person knows.</summary>
    public void SetAside(DateTimeOffset now) => (SetAsideAt, NextTryAt) = (now, null);
}

public enum OutboxKind
{
    /// <summary>The PG is to give the money of a payment back.</summary>
    VoidPayment,

    /// <summary>Customer service is to hear of a case.</summary>
    NotifyCase,
}
