using Commerce.CircuitBreaker.AspNetCore;
using Commerce.ServiceDefaults.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Commerce.ServiceDefaults.Operators;

/// <summary>The circuit breakers of a process in the form of the API, moved by operators alone.</summary>
public static class CircuitEndpoints
{
    internal const string Path = "/api/v1/circuits";

    /// <summary>
    /// Maps <c>POST /api/v1/circuits/{name}</c> for operators, and <c>GET /api/v1/circuits</c> for them and for whom
    /// <c>Operator:Details</c> lets read. Errors are problem details: 401 for who is no operator, 404 for an unknown name, 400 for an
    /// action other than <c>close</c>, <c>force-open</c>, <c>disable</c> and <c>reset</c>.
    /// </summary>
    public static void MapCircuitEndpoints(this IEndpointRouteBuilder routes)
    {
        var responses = new CircuitResponses();
        routes.MapCircuitBreakers(Path, responses).RequireOperatorForDetails().WithName("circuits.list");
        routes.MapCircuitBreakerCommands(Path, responses).RequireOperator()
            .WithName("circuits.move")
            .WithRequestExample("""{"action":"close"}""");
    }
}
