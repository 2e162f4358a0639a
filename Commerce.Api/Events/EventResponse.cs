using Commerce.Core.Events;

namespace Commerce.Api.Events;

/// <param name="Id">Its place in the log: events are read, and come in, in this order.</param>
/// <param name="Type">
/// order.completed, order.failed, order.cancelled, payment.succeeded, payment.failed, payment.voided or case.opened.
/// </param>
/// <param name="OrderId">None for a case of which nobody could find out which order it is about.</param>
/// <param name="Data">What is known of the order, the payment or the case then.</param>
internal sealed record EventResponse(long Id, string Type, long? OrderId, DateTimeOffset Timestamp, EventData Data)
{
    public static EventResponse Of(CommerceEvent happened) => new(
        happened.Position!.Value,
        EventTypeName.Of(happened.Type),
        happened.OrderId,
        happened.OccurredAt,
        happened.ReadData());
}

/// <param name="NextAfter">What to send as <c>after</c> next.</param>
/// <param name="HasMore">There are more now already.</param>
internal sealed record EventListResponse(IReadOnlyList<EventResponse> Content, long NextAfter, bool HasMore);
