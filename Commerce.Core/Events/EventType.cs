namespace Commerce.Core.Events;

/// <summary>What can have happened. Outside, <c>OrderCompleted</c> is <c>order.completed</c>.</summary>
public enum EventType
{
    OrderCompleted,
    OrderFailed,
    OrderCancelled,

    /// <summary>The PG has taken the money.</summary>
    PaymentSucceeded,

    /// <summary>No money was taken, as far as is known.</summary>
    PaymentFailed,

    /// <summary>The PG's books say that the money went back.</summary>
    PaymentVoided,

    /// <summary>A person has to look into something; also when a case that was resolved is opened once more.</summary>
    CaseOpened,
}
