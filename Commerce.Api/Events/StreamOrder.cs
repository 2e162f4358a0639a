using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Commerce.Core.Checkout;
using Commerce.Core.Errors;
using Commerce.Core.Events;
using Commerce.Core.Members;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Commerce.Api.Events;

/// <summary>
/// What happens to an order, one item an event, until it has ended. Without a last event it begins with the order as it is; with one, with
/// what has happened since.
/// </summary>
internal sealed class StreamOrder(
    FollowEvents follow,
    WatchReads reads,
    FindOrder find,
    ReadOrderEvents read,
    IOptions<EventOptions> options,
    IOptions<JsonOptions> json,
    TimeProvider time)
{
    private const string State = "order.state";
    private static readonly SseItem<string> Heartbeat = new("", "heartbeat"); // Without data, browsers keep it to themselves.

    /// <returns>Null when there is nothing more to come than what the client has.</returns>
    /// <exception cref="CommerceException">
    /// ORDER_001, 400 for an event that nobody was told of, SERVICE_002 when as many wait as may, or 429 when this member does.
    /// </exception>
    public async Task<IAsyncEnumerable<SseItem<string>>?> ExecuteAsync(
        HttpContext context, MemberId memberId, long orderId, long? after, CancellationToken ct)
    {
        var subscription = await follow.SubscribeAsync(memberId.Value, orderId, ct);
        context.Response.RegisterForDispose(subscription);
        using var turn = await reads.EnterAsync(ct);

        // The events first: the order is then no older than they are, and what happens between is heard.
        var past = await read.ExecuteAsync(orderId, after ?? 0, ct);
        var order = await find.ExecuteAsync(memberId, orderId, ct);
        var last = past is [.., var latest] ? latest.Position!.Value : after ?? 0;
        if (after is null)
        {
            return WriteAsync([StateOf(order, last)], order.IsOver() ? null : subscription, order, last, context.RequestAborted);
        }

        var hasEnded = order.IsOver() && await read.HasEndedAsync(orderId, last, order.Ends, ct);
        return hasEnded && past.Count == 0
            ? null
            : WriteAsync([.. past.Select(ItemOf)], hasEnded ? null : subscription, order, last, context.RequestAborted);
    }

    private async IAsyncEnumerable<SseItem<string>> WriteAsync(
        List<SseItem<string>> first,
        EventSubscription? subscription,
        PlacedOrder order,
        long last,
        [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var item in first)
        {
            yield return item;
        }

        while (subscription is not null && await HearAsync(subscription, ct) is { } heard)
        {
            if (heard.Event is null && order.IsOver())
            {
                yield break; // Its end was told long ago, and is not kept any more.
            }

            if (heard.Event is null)
            {
                yield return Heartbeat;
            }
            else if (heard.Event.Position > last)
            {
                yield return ItemOf(heard.Event);
                if (order.Ends(heard.Event))
                {
                    yield break;
                }
            }
        }
    }

    /// <returns>Without an event when none came for the time of a heartbeat; null when there is nothing more to hear.</returns>
    private async Task<Heard?> HearAsync(EventSubscription subscription, CancellationToken ct)
    {
        using var pause = new CancellationTokenSource(options.Value.Heartbeat, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, ct);
        try
        {
            return await subscription.Events.WaitToReadAsync(either.Token) && subscription.Events.TryRead(out var happened)
                ? new Heard(happened)
                : null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Heard(null);
        }
    }

    private SseItem<string> StateOf(PlacedOrder order, long last) =>
        new(Text(OrderStateResponse.Of(order)), State) { EventId = IdOf(last) };

    private SseItem<string> ItemOf(CommerceEvent happened) =>
        new(Text(EventResponse.Of(happened)), EventTypeName.Of(happened.Type)) { EventId = IdOf(happened.Position!.Value) };

    private string Text<T>(T value) => JsonSerializer.Serialize(value, json.Value.SerializerOptions);

    private static string IdOf(long position) => position.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Heard(CommerceEvent? Event);
}
