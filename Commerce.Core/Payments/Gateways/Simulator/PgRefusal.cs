using System.Text.Json;
using Refit;

namespace Commerce.Core.Payments.Gateways.Simulator;

/// <summary>Why the PG said no, in its own words.</summary>
internal sealed record PgRefusal(string Message)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static PgRefusal Of(IApiResponse response)
    {
        var status = (int?)response.StatusCode;
        var body = response.Error is ApiException { Content: { } content } ? content : null;
        return new PgRefusal(MessageIn(body) ?? $"The PG answered {status}.");
    }

    public PgResult.Declined ToDeclined() => new(Message, BlamesTheCard);

    // The wire gives every 400 the same code; only the sentence tells which field it is about.
    private bool BlamesTheCard =>
        Message.Contains("카드", StringComparison.Ordinal) || Message.Contains("'card", StringComparison.Ordinal);

    private static string? MessageIn(string? body)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<PgEnvelope<object>>(body, Json)?.Meta?.Message is { Length: > 0 } message
                ? CardNumber.MaskAll(message)
                : null;
        }
        catch (JsonException)
        {
            return null; // A proxy's page instead of the PG's JSON: the status alone has to do.
        }
    }
}
