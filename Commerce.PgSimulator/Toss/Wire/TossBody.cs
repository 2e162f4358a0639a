using System.Text.Json;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Toss.Wire;

/// <summary>The members of a request's JSON object. Unknown ones are ignored.</summary>
internal sealed class TossBody
{
    private readonly JsonElement _root;

    private TossBody(byte[] bytes, JsonElement root) => (Bytes, _root) = (bytes, root);

    /// <summary>The body as it came.</summary>
    public byte[] Bytes { get; }

    /// <exception cref="TossException">INVALID_REQUEST: it is no JSON object.</exception>
    public static async Task<TossBody> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            var bytes = await JsonBody.ReadAsync(request, ct);
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new TossBody(bytes, document.RootElement.Clone())
                : throw Invalid();
        }
        catch (Exception e) when (e is JsonException or PgException)
        {
            throw Invalid();
        }
    }

    /// <summary>A text of 1 to <paramref name="most"/> characters that has to be there.</summary>
    /// <exception cref="TossException">INVALID_REQUEST: it is not, or is something else.</exception>
    public string Text(string name, int most)
    {
        try
        {
            return Find(name) is { ValueKind: JsonValueKind.String } member
                && member.GetString() is { Length: > 0 } text && text.Length <= most
                ? text
                : throw Invalid();
        }
        catch (InvalidOperationException) // Half a surrogate pair.
        {
            throw Invalid();
        }
    }

    /// <summary>Whole won; null when it is left out.</summary>
    /// <exception cref="TossException">INVALID_REQUEST: it is no whole number.</exception>
    public long? Won(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } member when member.TryGetInt64(out var won) => won,
        _ => throw Invalid(),
    };

    private JsonElement? Find(string name) =>
        _root.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private static TossException Invalid() => new("INVALID_REQUEST");
}
