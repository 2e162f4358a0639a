using Commerce.CircuitBreaker.AspNetCore.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Commerce.CircuitBreaker.AspNetCore;

/// <summary>
/// Shows the circuit breakers of the process, and lets operators move them. Two calls, because who may look and who may move are
/// different questions, and the host answers both on the builders that are returned.
/// </summary>
public static partial class CircuitBreakerEndpoints
{
    /// <summary>Where the endpoints are unless the host says otherwise.</summary>
    public const string DefaultPath = "/circuits";

    private const string Tag = "Circuits";

    /// <summary>Maps <c>GET <paramref name="path"/></c>: every breaker with its state, rates, counts and last events, by name.</summary>
    /// <param name="routes">Where to map it.</param>
    /// <param name="path">Its path. Default: <see cref="DefaultPath"/>.</param>
    /// <param name="responses">The form of the answers. Default: plain JSON.</param>
    /// <returns>The endpoint, for the host's authorization, filters and metadata. As it is, anybody may call it.</returns>
    public static RouteHandlerBuilder MapCircuitBreakers(
        this IEndpointRouteBuilder routes, string path = DefaultPath, CircuitBreakerResponses? responses = null)
    {
        var answers = responses ?? new CircuitBreakerResponses();
        return routes.MapGet(path, IResult (CircuitBreakerRegistry circuits) => answers.All([.. circuits.All.Select(CircuitView.Of)]))
            .WithTags(Tag)
            .WithSummary("Show every circuit breaker of this process: state, rates, counts and last events")
            .WithDescription("Of the process that answers: each replica has breakers of its own. A rate is -1 while it is not known.")
            .Produces(StatusCodes.Status200OK, answers.TypeOfAll, "application/json");
    }

    /// <summary>
    /// Maps <c>POST <paramref name="path"/>/{name}</c> with <c>{"action": "close" | "force-open" | "disable" | "reset"}</c>, or with
    /// <c>?action=</c>. 404 for an unknown name, 400 for another action. Each command is a log line.
    /// </summary>
    /// <param name="routes">Where to map it.</param>
    /// <param name="path">The path of the breakers. Default: <see cref="DefaultPath"/>.</param>
    /// <param name="responses">The form of the answers. Default: plain JSON and problem details.</param>
    /// <returns>
    /// The endpoint. <b>The host has to restrict it</b>, by <c>RequireAuthorization</c> or a filter: as it is, anybody may call it.
    /// </returns>
    public static RouteHandlerBuilder MapCircuitBreakerCommands(
        this IEndpointRouteBuilder routes, string path = DefaultPath, CircuitBreakerResponses? responses = null)
    {
        var answers = responses ?? new CircuitBreakerResponses();
        return routes.MapPost(
                $"{path}/{{name}}",
                (string name,
                    HttpContext context,
                    CircuitBreakerRegistry circuits,
                    ILogger<CircuitBreakerRegistry> logger,
                    CancellationToken ct) => CommandAsync(answers, name, context, circuits, logger, ct))
            .WithTags(Tag)
            .WithSummary("For operators: close, force-open, disable or reset a circuit breaker")
            .WithDescription("It is told by a line of the log. What is forced open stays so until somebody closes or resets it.")
            .Accepts<CircuitCommand>("application/json")
            .Produces(StatusCodes.Status200OK, answers.TypeOfOne, "application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> CommandAsync(
        CircuitBreakerResponses answers,
        string name,
        HttpContext context,
        CircuitBreakerRegistry circuits,
        ILogger logger,
        CancellationToken ct)
    {
        if (!circuits.TryGet(name, out var circuit))
        {
            return answers.UnknownCircuit(name);
        }

        var command = await CircuitCommand.ReadAsync(context.Request, ct);
        if (command is null)
        {
            return answers.UnknownAction();
        }

        command(circuit.Breaker);
        var view = CircuitView.Of(circuit);
        Commanded(logger, view.Name, view.State);
        return answers.One(view);
    }

    [LoggerMessage(6001, LogLevel.Warning, "An operator moved circuit breaker {CircuitBreaker}; it is now {State}")]
    private static partial void Commanded(ILogger logger, string circuitBreaker, string state);
}
