using Commerce.Core.Paging;
using Commerce.ServiceDefaults.OpenApi;
using Microsoft.AspNetCore.Http.Extensions;

namespace Commerce.Api.Http;

/// <summary>
/// The header <c>Link</c> of a list: where the pages beside this one are, with everything else that was asked for left as it is.
/// </summary>
internal static class PageLinks
{
    private const string Number = "page";
    private const string Cursor = "cursor";

    /// <summary>The next page is read by cursor, the one before by its number, as far as numbers go.</summary>
    public static void Write(HttpContext context, int number, string? nextCursor)
    {
        var links = new List<string>(capacity: 2);
        if (nextCursor is not null)
        {
            links.Add(LinkTo(context.Request, Cursor, nextCursor, "next"));
        }

        if (number is > 0 and <= PageRequest.LastNumber + 1)
        {
            links.Add(LinkTo(context.Request, Number, $"{number - 1}", "prev"));
        }

        if (links.Count > 0)
        {
            context.Response.Headers.Link = string.Join(", ", links);
        }
    }

    /// <summary>Tells readers of the OpenAPI document of it.</summary>
    public static TBuilder WithPageLinks<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithResponseHeader(
            "Link", "Where the next page and the one before it are: rel=\"next\", rel=\"prev\" (RFC 8288).", StatusCodes.Status200OK);

    private static string LinkTo(HttpRequest request, string name, string value, string relation)
    {
        var query = new QueryBuilder(request.Query.Where(parameter =>
            !parameter.Key.Equals(Number, StringComparison.OrdinalIgnoreCase)
            && !parameter.Key.Equals(Cursor, StringComparison.OrdinalIgnoreCase)))
        {
            { name, value },
        };
        return $"<{request.PathBase}{request.Path}{query}>; rel=\"{relation}\"";
    }
}
