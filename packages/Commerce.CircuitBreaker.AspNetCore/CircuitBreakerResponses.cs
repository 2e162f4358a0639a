using Microsoft.AspNetCore.Http;

namespace Commerce.CircuitBreaker.AspNetCore;

/// <summary>
/// How the endpoints answer: plain JSON, and problem details for errors. A host whose API has a form of its own (an envelope, error
/// codes, other languages) derives from it and hands that to
/// <see cref="CircuitBreakerEndpoints.MapCircuitBreakers"/> and <see cref="CircuitBreakerEndpoints.MapCircuitBreakerCommands"/>.
/// </summary>
public class CircuitBreakerResponses
{
    /// <summary>The type of the body of <see cref="All"/>, for OpenAPI.</summary>
    public virtual Type TypeOfAll => typeof(IEnumerable<CircuitView>);

    /// <summary>The type of the body of <see cref="One"/>, for OpenAPI.</summary>
    public virtual Type TypeOfOne => typeof(CircuitView);

    /// <summary>The answer that shows every breaker.</summary>
    /// <param name="circuits">The breakers, by name.</param>
    public virtual IResult All(IReadOnlyList<CircuitView> circuits) => TypedResults.Ok(circuits);

    /// <summary>The answer to a command that was done.</summary>
    /// <param name="circuit">The breaker after it.</param>
    public virtual IResult One(CircuitView circuit) => TypedResults.Ok(circuit);

    /// <summary>The answer to a command for a breaker that does not exist: 404.</summary>
    /// <param name="name">The name that was asked for, as it was sent.</param>
    public virtual IResult UnknownCircuit(string name) => TypedResults.Problem(
        "There is no circuit breaker of that name.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>The answer to something that is no command: 400.</summary>
    public virtual IResult UnknownAction() => TypedResults.Problem(
        "The action must be one of close, force-open, disable and reset.", statusCode: StatusCodes.Status400BadRequest);
}
