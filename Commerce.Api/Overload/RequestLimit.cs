using Commerce.Api.Http;

namespace Commerce.Api.Overload;

/// <summary>
/// The kinds of requests that are limited apart from each other, by the name that their metrics bear. What has none is never refused for
/// others' sake: callbacks above all, which bring open payments to their end, the operators' requests, health and metrics.
/// </summary>
internal static class RequestLimit
{
    /// <summary>New orders: what a rush is made of, and what can come again later.</summary>
    public const string Placing = "placing";

    /// <summary>Orders and payments that are there already: those who wait for them, and what ends them.</summary>
    public const string FollowUp = "follow-up";

    public const string Catalogue = "catalogue";

    public const string Members = "members";

    public static readonly IReadOnlyList<string> All = [Placing, FollowUp, Catalogue, Members];

    /// <summary>Counts the requests of these endpoints against a limit; beyond it they are answered 503.</summary>
    public static TBuilder LimitedAs<TBuilder>(this TBuilder endpoints, string limit)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.RequireRateLimiting(limit).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>
    /// Who asks with <c>Prefer: wait</c> here would hold a place of the others' while nothing is done for him: the endpoint counts those
    /// apart (<c>Events:MostStreams</c>).
    /// </summary>
    public static TBuilder MayWait<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new WaitingEndpoint());

    public static bool IsToWait(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<WaitingEndpoint>() is not null && PreferredWait.IsAskedFor(context.Request);

    private sealed class WaitingEndpoint;
}
