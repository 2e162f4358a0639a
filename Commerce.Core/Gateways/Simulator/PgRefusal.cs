using System.Net;
using System.Text.Json;
using Refit;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>An answer that is not a yes: the PG's own words where there are any, and whether they are a no.</summary>
/// <param name="IsFinal">
/// The PG says so in its own envelope and with a status that it documents as "nothing was kept". Any other status, and any page that
/// a proxy wrote, says nothing about what the PG has.
/// </param>
/// <param name="IsThePgs">It is in the PG's own envelope.</param>
/// <param name="IsAbsence">The PG says in its own envelope that it has no such thing. A proxy's 404 does not say that.</param>
internal sealed record PgRefusal(string Message, bool IsThePgs, bool IsFinal, bool IsAbsence)
{
    private const string Fail = "FAIL";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static PgRefusal Of(IApiResponse response)
    {
        var meta = response.Error is ApiException { Content: { } content } ? MetaIn(content) : null;
        var message = GatewayText.Reason(meta?.Message) ?? $"The PG answered {(int?)response.StatusCode}.";
        var isThePgs = meta?.Result == Fail;
        return new PgRefusal(
            message,
            isThePgs,
            isThePgs && IsDocumentedAsNothingKept(response.StatusCode),
            isThePgs && response.StatusCode == HttpStatusCode.NotFound);
    }

    public GatewayResult.Declined ToDeclined() => new(PgFailure.OfRefusedRequest(Message), Message);

    // Not 404, 408, 409, 425 or 429: each has been seen from a proxy, or from a PG that had kept the payment.
    private static bool IsDocumentedAsNothingKept(HttpStatusCode? status) =>
        status is HttpStatusCode.BadRequest or HttpStatusCode.PaymentRequired or HttpStatusCode.UnprocessableEntity;

    /// <returns>Null when the body is not the PG's envelope.</returns>
    private static PgMeta? MetaIn(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<PgEnvelope<object>>(body, Json)?.Meta;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
