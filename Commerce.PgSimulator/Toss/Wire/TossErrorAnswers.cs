using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.Wire;
using Commerce.ServiceDefaults.Cards;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.PgSimulator.Toss.Wire;

/// <summary>
/// Turns whatever goes wrong below <c>/toss/v1</c> into a code and a message, what the gateway's engine throws among it, and gives every
/// answer a trace id.
/// </summary>
internal sealed partial class TossErrorAnswers(RequestDelegate next, FaultLog faults, ILogger<TossErrorAnswers> logger)
{
    private const string TraceId = "X-TossPayments-Trace-Id";

    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers[TraceId] = $"{Guid.NewGuid():N}";
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // The client has left: there is nobody to answer.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await TossJson.AnswerAsync(context, ErrorOf(e, context.Request));
            return;
        }

        await AnswerUnroutedAsync(context);
    }

    /// <summary>What an exception of the engine is called in this dialect.</summary>
    public static DialectError? Translate(Exception e) => e switch
    {
        TossException toss => toss.Error,
        PgException { Error.Status: StatusCodes.Status429TooManyRequests } => TossErrors.Named("TOO_MANY_REQUESTS"),
        PgException { Error.Status: StatusCodes.Status409Conflict } => TossErrors.Named("IDEMPOTENT_REQUEST_PROCESSING"),
        PgException => TossErrors.Named("FAILED_INTERNAL_SYSTEM_PROCESSING"),
        BadHttpRequestException => TossErrors.Named("INVALID_REQUEST"),
        _ => null,
    };

    private DialectError ErrorOf(Exception e, HttpRequest request)
    {
        if (Translate(e) is { } error)
        {
            return error;
        }

        if (e is not OperationCanceledException && !faults.TryReport(e)) // The former is the process being stopped.
        {
            LogUnexpected(e, request.Method, CardNumberMask.Apply(request.Path));
        }

        return TossErrors.Named("COMMON_ERROR");
    }

    // Routing ends an unknown path with a bare 404 and a wrong method with a bare 405.
    private static Task AnswerUnroutedAsync(HttpContext context) => context.Response switch
    {
        { HasStarted: true } => Task.CompletedTask,
        { StatusCode: StatusCodes.Status404NotFound } => TossJson.AnswerAsync(context, TossErrors.Named("NOT_FOUND")),
        { StatusCode: StatusCodes.Status405MethodNotAllowed } => TossJson.AnswerAsync(context, TossErrors.Named("NOT_ALLOWED_METHOD")),
        _ => Task.CompletedTask,
    };

    [LoggerMessage(4009, LogLevel.Error, "{Method} {Path} of the Toss dialect failed unexpectedly")]
    private partial void LogUnexpected(Exception exception, string method, string path);
}
