using Commerce.CircuitBreaker.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Commerce.ServiceDefaults.Operators;

/// <summary>The circuit breakers of a process in the form of the API, moved by operators alone.</summary>
public static class CircuitEndpoints
{
    internal const string Path = "/api/v1/circuits";

    /// <summary>
    /// Maps <c>GET /api/v1/circuits</c> for everybody, and <c>POST /api/v1/circuits/{name}</c> for who sends the key
    /// <c>Operator:Key</c> in <c>X-Operator-Key</c>. Errors are problem details: 401 without the key, 404 for an unknown name, 400 for
    /// an action other than <c>close</c>, <c>force-open</c>, <c>disable</c> and <c>reset</c>.
    /// </summary>
    public static void MapCircuitEndpoints(this IEndpointRouteBuilder routes)
    {
        var responses = new CircuitResponses();
        routes.MapCircuitBreakers(Path, responses);
        routes.MapCircuitBreakerCommands(Path, responses)
            .RequireOperatorKey()
            .ProducesProblem(StatusCodes.Status401Unauthorized);
    }
}
