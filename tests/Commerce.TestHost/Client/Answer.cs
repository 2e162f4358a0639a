using System.Net;
using System.Text.Json;

namespace Commerce.TestHost.Client;

/// <summary>What the API answered to one request, as a client sees it. It is read by the names on the wire, letter by letter.</summary>
public sealed record Answer(HttpStatusCode Status, string? MediaType, string Body)
{
    public Uri? Location { get; init; }

    /// <summary>In whole seconds; null: it does not say when to come again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The version of what was read; null: it says none.</summary>
    public string? ETag { get; init; }

    /// <summary>It was given before, and nothing was done this time.</summary>
    public bool IsRepeated { get; init; }

    public bool IsSuccess => Status == HttpStatusCode.OK;

    /// <summary>Of a success and of a problem.</summary>
    public Meta Meta => Wire.Read<Envelope<JsonElement>>(this).Meta;

    /// <summary>The sentence for people, if there is one.</summary>
    public string? Message => Meta.Message;

    public Problem Problem => Status >= HttpStatusCode.BadRequest ? Wire.Read<Problem>(this) : throw Unexpected();

    /// <summary>Null: it is no problem.</summary>
    public string? ErrorCode => Status >= HttpStatusCode.BadRequest ? Problem.ErrorCode : null;

    /// <summary>The order of an answer, whether it is done (200) or under way (202).</summary>
    public OrderAnswer Order => Data<OrderAnswer>(Status == HttpStatusCode.Accepted ? Status : HttpStatusCode.OK);

    /// <summary>The order that a request left behind, also one that failed.</summary>
    public long OrderId => Status >= HttpStatusCode.BadRequest ? Problem.OrderId ?? throw Unexpected() : Order.Id;

    /// <summary>The data as it was sent, for a test of the very JSON.</summary>
    public string DataJson => Data<JsonElement>().GetRawText();

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken ct) =>
        new(response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(ct))
        {
            Location = response.Headers.Location,
            ETag = response.Headers.ETag?.Tag,
            RetryAfter = response.Headers.RetryAfter?.Delta,
            IsRepeated = response.Headers.TryGetValues("Idempotency-Replayed", out var repeated) && repeated.Single() == "true",
        };

    /// <summary>The data of a success; anything else fails the test with the answer in its message.</summary>
    public T Data<T>(HttpStatusCode status = HttpStatusCode.OK)
    {
        var envelope = Status == status ? Wire.Read<Envelope<T>>(this) : throw Unexpected();
        return envelope.Meta.Result == "SUCCESS" && envelope.Data is { } data ? data : throw Unexpected();
    }

    internal InvalidOperationException Unexpected(Exception? inner = null) => new($"{(int)Status} {Body}", inner);
}
