using Commerce.PgSimulator.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace Commerce.PgSimulator.Faults;

/// <summary>
/// The body of a fault route. These routes are not the original's, so what is too large is told in words and not by the
/// catch-all.
/// </summary>
internal static class FaultBody
{
    /// <param name="allowed">What the body must be, for the message.</param>
    /// <exception cref="PgException">400: the body is larger than the route takes. 500: it is of another media type.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request, string allowed, CancellationToken ct)
    {
        try
        {
            return await JsonBody.ReadAsync(request, ct);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            var limit = request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize;
            throw new PgException(WireError.BadRequest, $"the body has more than {limit} bytes: {allowed}");
        }
    }
}
