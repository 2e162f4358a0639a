using System.Net;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Commerce.CircuitBreaker.AspNetCore;

/// <summary>
/// What an HTTP exchange tells about the peer. Recorded as failures: 5xx, timeouts, connection faults. Ignored: 4xx, because the peer works
/// and the request was wrong, and every other exception, because it is ours (a refusal further in, a fault in the code) and the peer had
/// no part in it. The rest are successes.
/// </summary>
public static class HttpCircuitPredicates
{
    /// <summary>Whether an outcome says nothing about the peer.</summary>
    public static ValueTask<bool> ShouldIgnore(CircuitBreakerPredicateArguments<HttpResponseMessage> args) => new(args.Outcome switch
    {
        { Exception: { } exception } => IsClientError((exception as HttpRequestException)?.StatusCode) || !IsFaultOfThePeer(exception),
        { Result: { } response } => IsClientError(response.StatusCode),
        _ => false,
    });

    /// <summary>Whether an outcome is a failure of the peer. Only asked when it is not ignored.</summary>
    public static ValueTask<bool> ShouldHandle(CircuitBreakerPredicateArguments<HttpResponseMessage> args) => new(args.Outcome switch
    {
        { Exception: { } exception } => IsFaultOfThePeer(exception),
        { Result: { } response } => response.StatusCode >= HttpStatusCode.InternalServerError,
        _ => false,
    });

    private static bool IsClientError(HttpStatusCode? status) =>
        status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError;

    // A cancellation that gets here is not the caller's; it is a time limit that speaks by cancelling, such as the one for connecting.
    private static bool IsFaultOfThePeer(Exception exception) =>
        exception is HttpRequestException or IOException
            or TimeoutRejectedException or TimeoutException or OperationCanceledException;
}
