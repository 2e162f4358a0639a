using Microsoft.AspNetCore.Http;

namespace Commerce.CircuitBreaker.AspNetCore.Endpoints;

/// <summary>What an operator wants a breaker to do: <c>close</c>, <c>force-open</c>, <c>disable</c> or <c>reset</c>.</summary>
internal sealed record CircuitCommand(string? Action)
{
    private const string QueryParameter = "action";

    /// <summary>Reads the command from a JSON body, or from the query for who has no body at hand.</summary>
    /// <returns>What to do to the breaker; null when it is none of the four.</returns>
    public static async Task<Action<SlidingWindowCircuitBreaker>?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var action = request.HasJsonContentType() ? await ReadBodyAsync(request, ct) : request.Query[QueryParameter].ToString();
        return action switch
        {
            "close" => static breaker => breaker.TransitionTo(CircuitBreakerState.Closed),
            "force-open" => static breaker => breaker.TransitionTo(CircuitBreakerState.ForcedOpen),
            "disable" => static breaker => breaker.TransitionTo(CircuitBreakerState.Disabled),
            "reset" => static breaker => breaker.Reset(),
            _ => null,
        };
    }

    private static async Task<string?> ReadBodyAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return (await request.ReadFromJsonAsync<CircuitCommand>(ct))?.Action;
        }
        catch (System.Text.Json.JsonException)
        {
            return null; // Not a command, like any other text that is none of the four.
        }
    }
}
