using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Commerce.ServiceDefaults.OpenApi;

/// <summary>A header of an endpoint's answers with this status.</summary>
internal sealed record ResponseHeaderText(int Status, string Name, string Description);

public static class ResponseHeaderExtensions
{
    /// <summary>Tells readers of the document of a header that answers with one of these statuses have.</summary>
    public static TBuilder WithResponseHeader<TBuilder>(this TBuilder endpoint, string name, string description, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata([.. statuses.Select(status => new ResponseHeaderText(status, name, description))]);

    /// <summary>Where to read what the answer is about.</summary>
    public static TBuilder WithLocation<TBuilder>(this TBuilder endpoint, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithResponseHeader("Location", "Where to read what came of it.", statuses);

    internal static bool AsksToWait(int status) =>
        status is StatusCodes.Status202Accepted or StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable;
}
