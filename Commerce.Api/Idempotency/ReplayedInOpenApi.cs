using Commerce.ServiceDefaults.OpenApi;

namespace Commerce.Api.Idempotency;

internal static class ReplayedInOpenApi
{
    /// <summary>Tells readers of the OpenAPI document how an answer that is kept under a key says so.</summary>
    public static TBuilder WithReplayed<TBuilder>(this TBuilder endpoint, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder => endpoint
        .WithResponseHeader("Retry-After", "In how many seconds to try again, while the first request is at work.", 409)
        .WithResponseHeader(IdempotencyHeader.Name, "The key of the request, when it had one.", statuses)
        .WithResponseHeader(GivenAnswer.RepeatedHeader, "true: the answer was given before, and nothing was done this time.", statuses);
}
