using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Commerce.Api.CustomerService;

/// <param name="Note">What was found out and done, 1 to 500 characters.</param>
internal sealed record ResolveCaseRequest([property: Required] string? Note = null)
{
    /// <summary>Read by the endpoint itself, after it has seen the operator's key.</summary>
    public static async Task<ResolveCaseRequest> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return await request.ReadFromJsonAsync<ResolveCaseRequest>(ct) ?? new ResolveCaseRequest();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new BadHttpRequestException("The body cannot be read.", e);
        }
    }
}
