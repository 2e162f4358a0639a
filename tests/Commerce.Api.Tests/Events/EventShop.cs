using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Commerce.Api.Tests.Hosting;
using Dapper;
using MySqlConnector;

namespace Commerce.Api.Tests.Events;

/// <summary>How a shop's systems and its members hear of events.</summary>
internal static class EventShop
{
    public const string Heartbeat = "heartbeat";

    /// <summary>Everything in the log about one order, by pages of two.</summary>
    public static async Task<List<EventAnswer>> EventsOfAsync(this RunningApi api, long orderId, long after = 0) =>
        [.. (await api.EventsAsync(after)).Where(e => e.OrderId == orderId)];

    public static async Task<List<EventAnswer>> EventsAsync(this RunningApi api, long after = 0, int limit = 1000)
    {
        var all = new List<EventAnswer>();
        EventListAnswer page;
        do
        {
            page = (await api.OperatorAsync(HttpMethod.Get, $"/events?after={after}&limit={limit}")).Data<EventListAnswer>();
            all.AddRange(page.Content);
            after = page.NextAfter;
        }
        while (page.HasMore);
        return all;
    }

    /// <summary>Reads a stream from its answer on. Whoever disposes the response hangs up.</summary>
    public static async Task<HttpResponseMessage> OpenStreamAsync(
        this RunningApi api, string member, long orderId, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/orders/{orderId}/events");
        request.Headers.Add("X-USER-ID", member);
        request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId is null ? [] : [lastEventId]);
        return await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>All items of a stream but its heartbeats.</summary>
    public static async Task<List<SseItem<string>>> ReadToEndAsync(this HttpResponseMessage response) =>
        await response.ItemsAsync().Where(item => item.EventType != Heartbeat).ToListAsync(TestContext.Current.CancellationToken);

    public static async IAsyncEnumerable<SseItem<string>> ItemsAsync(this HttpResponseMessage response)
    {
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var ct = TestContext.Current.CancellationToken;
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(ct)).EnumerateAsync(ct))
        {
            yield return item;
        }
    }

    /// <summary>An event of no order that there is.</summary>
    public static Task<int> InsertEventAsync(this MySqlConnection database, long orderId, MySqlTransaction? transaction = null) =>
        database.ExecuteAsync(
            """
            INSERT INTO event_log (type, order_id, occurred_at, data) VALUES ('ORDER_COMPLETED', @orderId, UTC_TIMESTAMP(6), '{}')
            """,
            new { orderId },
            transaction);

    /// <summary>So that no other test finds them.</summary>
    public static async Task ForgetEventsAsync(this RunningApi api)
    {
        await using var database = await api.OpenDatabaseAsync();
        await database.ExecuteAsync("UPDATE event_log SET order_id = NULL WHERE order_id < 0");
    }

    public static string IdOf(this EventAnswer happened) => happened.Id.ToString(CultureInfo.InvariantCulture);
}

internal sealed record EventAnswer(long Id, string Type, DateTimeOffset Timestamp, JsonElement Data, long? OrderId = null);

internal sealed record EventListAnswer(IReadOnlyList<EventAnswer> Content, long NextAfter, bool HasMore);
