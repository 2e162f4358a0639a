namespace Commerce.Core.Payments;

/// <content>When the PG is asked about the payment, and what came of it so far.</content>
public sealed partial class Payment
{
    /// <summary>When the worker asks the PG about this payment; null once there is nothing left to ask.</summary>
    public DateTimeOffset? NextLookAt { get; private set; }

    /// <summary>When a worker last took the payment to ask about it; null before the first time.</summary>
    public DateTimeOffset? LastLookAt { get; private set; }

    /// <summary>How often the worker has asked.</summary>
    public int Looks { get; private set; }

    /// <summary>How often in a row the PG has known nothing of this payment.</summary>
    public int AbsentLooks { get; private set; }

    /// <summary>How often in a row a look has broken off with an error of our own.</summary>
    public int FailedLooks { get; private set; }

    /// <summary>When its looks had failed too often and the payment was left to a person; null: it was not.</summary>
    public DateTimeOffset? LooksSetAsideAt { get; private set; }

    /// <summary>There is nothing left that the PG could tell.</summary>
    public void StopLooking() => NextLookAt = IsOpen ? NextLookAt : null;

    /// <summary>Something was heard that the PG's records may show later.</summary>
    public void LookBy(DateTimeOffset time) => NextLookAt = LooksSetAsideAt is null && !(NextLookAt < time) ? time : NextLookAt;

    /// <summary>The worker has asked and has to ask again; null: it has asked often enough.</summary>
    public void LookAgain(DateTimeOffset? next, bool absent)
    {
        NextLookAt = next;
        Looks++;
        AbsentLooks = absent ? AbsentLooks + 1 : 0;
        (FailedLooks, LooksSetAsideAt) = (0, null);
    }

    // Something is known now, whatever the looks before it broke off on.
    private void LookOnceMore(DateTimeOffset? next) => (NextLookAt, FailedLooks, LooksSetAsideAt) = (next, 0, null);

    /// <summary>A look broke off. It proves nothing about the payment.</summary>
    public void FailToLook(DateTimeOffset? next)
    {
        NextLookAt = next;
        FailedLooks++;
    }

    /// <summary>
    /// It is not looked at any more by itself; a callback still counts. Whoever calls this sees to it that a person knows.
    /// </summary>
    public void SetLooksAside(DateTimeOffset now) => (LooksSetAsideAt, NextLookAt) = (now, null);
}
