using Commerce.ServiceDefaults.CircuitBreaker.Named;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Commerce.ServiceDefaults.CircuitBreaker.Http;

/// <summary>Shows the circuit breakers of the process, and lets operators move them.</summary>
public static partial class CircuitEndpoints
{
    /// <summary>
    /// Maps <c>GET /api/v1/circuits</c> (every breaker with its state, rates, counts and last events) and
    /// <c>POST /api/v1/circuits/{name}</c> with <c>{"action": "close" | "force-open" | "disable" | "reset"}</c> (or <c>?action=</c>),
    /// for who sends the key <c>Operator:Key</c> in <c>X-Operator-Key</c>. Errors are problem details: 401 without the key, 404 for an unknown name, 400 for another action.
    /// </summary>
    public static RouteGroupBuilder MapCircuitEndpoints(this IEndpointRouteBuilder routes)
    {
        var circuits = routes.MapGroup("/api/v1/circuits").WithTags("Circuits");
        circuits.MapGet("/", ShowAll)
            .WithSummary("Show every circuit breaker of this process: state, rates, counts and last events");
        circuits.MapPost("/{name}", CommandAsync)
            .WithSummary("For operators: close, force-open, disable or reset a circuit breaker")
            .Accepts<CircuitCommand>("application/json")
            .RequireOperatorKey()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound);
        return circuits;
    }

    private static Ok<Envelope<IEnumerable<CircuitView>>> ShowAll(CircuitBreakerRegistry circuits) =>
        TypedResults.Ok(new Envelope<IEnumerable<CircuitView>>(circuits.All.Select(CircuitView.Of)));

    private static async Task<Results<Ok<Envelope<CircuitView>>, ProblemHttpResult>> CommandAsync(
        string name, HttpContext context, CircuitBreakerRegistry circuits, ILogger<CircuitBreakerRegistry> logger, CancellationToken ct)
    {
        if (!circuits.TryGet(name, out var circuit))
        {
            return CircuitProblems.UnknownCircuit();
        }

        var command = await CircuitCommand.ReadAsync(context.Request, ct);
        if (command is null)
        {
            return CircuitProblems.UnknownAction();
        }

        command(circuit.Breaker);
        var view = CircuitView.Of(circuit);
        Commanded(logger, view.Name, view.State);
        return TypedResults.Ok(new Envelope<CircuitView>(view));
    }

    [LoggerMessage(1, LogLevel.Warning, "An operator moved circuit breaker {CircuitBreaker}; it is now {State}")]
    private static partial void Commanded(ILogger logger, string circuitBreaker, string state);
}
