using System.Text.Json;

namespace Commerce.Api.Webhooks;

/// <summary>Bodies are read by the endpoints themselves, after they have seen the operator's key; none is an empty one.</summary>
internal static class WebhookBody
{
    public static async Task<T> ReadAsync<T>(HttpRequest request, T none, CancellationToken ct)
        where T : class
    {
        if (request.ContentLength == 0 || (request.ContentLength is null && !request.HasJsonContentType()))
        {
            return none;
        }

        try
        {
            return await request.ReadFromJsonAsync<T>(ct) ?? none;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new BadHttpRequestException("The body cannot be read.", e);
        }
    }
}
