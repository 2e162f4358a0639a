using System.Text.Json;

namespace Commerce.Api.Reconciliations;

/// <param name="Date">A day in Seoul, yyyy-MM-dd; today by default.</param>
/// <param name="Gateway">Whose books; needed only when there is more than one PG.</param>
internal sealed record CompareBooksRequest(DateOnly? Date = null, string? Gateway = null)
{
    /// <summary>Read by the endpoint itself, after it has seen the operator's key; no body asks for today.</summary>
    public static async Task<CompareBooksRequest> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength == 0 || (request.ContentLength is null && !request.HasJsonContentType()))
        {
            return new CompareBooksRequest();
        }

        try
        {
            return await request.ReadFromJsonAsync<CompareBooksRequest>(ct) ?? new CompareBooksRequest();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new BadHttpRequestException("The body cannot be read.", e);
        }
    }
}
