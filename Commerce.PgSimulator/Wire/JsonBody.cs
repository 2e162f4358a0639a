using System.Net.Mime;
using Microsoft.Net.Http.Headers;

namespace Commerce.PgSimulator.Wire;

/// <summary>The bytes of a JSON request body.</summary>
internal static class JsonBody
{
    /// <exception cref="PgException">500: there is a body of another media type, which the original does not handle.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        if (!IsJson(request.ContentType) && (request.ContentType is not null || body.Length > 0))
        {
            throw new PgException(WireError.Internal);
        }

        return body.ToArray();
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
            || (type.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
                && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)));
}
