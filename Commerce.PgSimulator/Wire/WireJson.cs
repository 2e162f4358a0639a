using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Commerce.PgSimulator.Wire;

/// <summary>JSON as the original writes it: camelCase, enum names, Korean unescaped, and null members left out.</summary>
internal static class WireJson
{
    public const string MediaType = "application/json";

    public static JsonSerializerOptions Answers { get; } = Create(JsonIgnoreCondition.WhenWritingNull);

    /// <summary>For callbacks: the original sends them through another converter, which writes null members as null.</summary>
    public static JsonSerializerOptions Callbacks { get; } = Create(JsonIgnoreCondition.Never);

    public static Task WriteAsync<T>(HttpResponse response, int status, Envelope<T> envelope, CancellationToken ct)
    {
        response.StatusCode = status;
        return response.WriteAsJsonAsync(envelope, Answers, MediaType, ct);
    }

    /// <summary>Answers 200 with <paramref name="data"/> in the envelope.</summary>
    public static Task AnswerAsync<T>(HttpContext context, T data) =>
        WriteAsync(context.Response, StatusCodes.Status200OK, new Envelope<T>(Meta.Success, data), context.RequestAborted);

    private static JsonSerializerOptions Create(JsonIgnoreCondition nulls) => new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false, // Of two values for one thing, nobody can say which is meant.
        DefaultIgnoreCondition = nulls,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };
}
