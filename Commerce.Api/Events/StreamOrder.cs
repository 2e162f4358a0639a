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
    /// <exception cref="CommerceException">ORDER_001, or SERVICE_002 when as many wait as may.</exception>
    public async Task<IAsyncEnumerable<SseItem<string>>?> ExecuteAsync(
        HttpContext context, MemberId memberId, long orderId, long? after, CancellationToken ct)
    {
        var subscription = await follow.SubscribeAsync(orderId, ct);
        context.Response.RegisterForDispose(subscription);
        using var turn = await reads.EnterAsync(ct);
        var order = await find.ExecuteAsync(memberId, orderId, ct);
        var past = await read.ExecuteAsync(orderId, after ?? 0, ct);
        var told = past.Where(e => e.Position is not null).ToList();
        var isOver = order.IsOver() && told.Count == past.Count;
        if (after is not null && isOver && told.Count == 0)
        {
            return null;
        }

        var last = told is [.., var latest] ? latest.Position!.Value : after ?? 0;
        var first = after is null ? [StateOf(order, last)] : told.Select(ItemOf).ToList();
        return WriteAsync(first, isOver ? null : subscription, order, last, context.RequestAborted);
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
