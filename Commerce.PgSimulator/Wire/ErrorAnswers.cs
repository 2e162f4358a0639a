using Commerce.PgSimulator.Storage;
using Commerce.ServiceDefaults.Cards;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.PgSimulator.Wire;

/// <summary>
/// Turns whatever goes wrong into the original's envelope. The original has one catch-all, so what other servers answer
/// with 405, 413 or 415 is a 500 here.
/// </summary>
internal sealed partial class ErrorAnswers(RequestDelegate next, FaultLog faults, ILogger<ErrorAnswers> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (PgException e)
        {
            await AnswerAsync(context, e.Error, e.Message);
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // The client has left: there is nobody to answer.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            if (e is not OperationCanceledException && !faults.TryReport(e)) // The former is the process being stopped.
            {
                LogUnexpected(e, context.Request.Method, CardNumberMask.Apply(context.Request.Path));
            }

            await AnswerAsync(context, WireError.Internal, WireError.Internal.DefaultMessage);
            return;
        }

        await AnswerUnroutedAsync(context);
    }

    // Routing ends an unknown path with a bare 404 and a wrong method with a bare 405.
    private static Task AnswerUnroutedAsync(HttpContext context) => context.Response switch
    {
        { HasStarted: true } => Task.CompletedTask,
        { StatusCode: StatusCodes.Status404NotFound } => AnswerAsync(context, WireError.NotFound, WireError.NotFound.DefaultMessage),
        { StatusCode: StatusCodes.Status405MethodNotAllowed } => AnswerAsync(
            context, WireError.Internal, WireError.Internal.DefaultMessage),
        _ => Task.CompletedTask,
    };

    private static Task AnswerAsync(HttpContext context, WireError error, string message) =>
        WireJson.WriteAsync(context.Response, error.Status, new Envelope<object>(Meta.Fail(error, CardNumberMask.Apply(message)), null),
            context.RequestAborted);

    [LoggerMessage(4008, LogLevel.Error, "{Method} {Path} failed unexpectedly")]
    private partial void LogUnexpected(Exception exception, string method, string path);
}
