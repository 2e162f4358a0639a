using System.Text.Json;
using System.Text.RegularExpressions;
using Commerce.Core.Errors;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Cards;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Diagnostics;

namespace Commerce.Api.Http;

/// <summary>
/// Turns exceptions into problem details. A database that is away is 503 with <c>Retry-After</c>; what else is not the caller's doing is
/// a bug: 500, and a log line with the stack.
/// </summary>
internal sealed partial class ExceptionAnswers(FaultLog faults, ILogger<ExceptionAnswers> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case CommerceException broken:
                LogRefused(logger, broken.Error.Code);
                ProblemAnswer.SetRetryAfter(httpContext, broken.RetryAfter);
                await ProblemAnswer.WriteAsync(
                    httpContext, broken.Error, broken.Message, reconciliationId: broken.ReconciliationId, fields: broken.Fields);
                return true;
            case BadHttpRequestException unreadable:
                await WriteUnreadableAsync(httpContext, unreadable);
                return true;
            case OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested:
                return true; // Nobody is there to read an answer.
            case var away when faults.TryReport(away):
                await ProblemAnswer.WriteAwayAsync(httpContext, (away as DatabaseUnavailableException)?.OrderId);
                return true;
            default:
                LogBug(logger, exception, httpContext.Request.Method, CardNumberMask.Apply(httpContext.Request.Path));
                await ProblemAnswer.WriteAsync(httpContext, ErrorCode.Internal, ErrorMessages.For(ErrorCode.Internal));
                return true;
        }
    }

    private static Task WriteUnreadableAsync(HttpContext context, BadHttpRequestException exception)
    {
        if (exception.StatusCode != StatusCodes.Status400BadRequest)
        {
            return ProblemAnswer.WriteAsync(context, exception.StatusCode);
        }

        var (field, message) = exception.InnerException switch
        {
            JsonException { Path: ['$', '.', .. { Length: > 0 } path] } => (path, ErrorMessages.For(Sentence.FieldUnreadable, path)),
            null when Parameter().Match(exception.Message) is { Success: true } parameter =>
                (JsonNamingPolicy.CamelCase.ConvertName(parameter.Groups["name"].Value), ErrorMessages.For(Sentence.ParameterUnreadable)),
            _ => (null, ErrorMessages.For(Sentence.BodyUnreadable)),
        };
        return ProblemAnswer.WriteAsync(
            context, ErrorCode.BadRequest, message, fields: field is null ? null : [new FieldError(field, message)]);
    }

    // The framework names it in its sentence alone: Failed to bind parameter "Nullable<int> Page" from "x".
    [GeneratedRegex("""^Failed to bind parameter "\S+ (?<name>\w+)" """)]
    private static partial Regex Parameter();

    [LoggerMessage(1001, LogLevel.Information, "Refused with {ErrorCode}")]
    private static partial void LogRefused(ILogger logger, string errorCode);

    [LoggerMessage(1002, LogLevel.Error, "{Method} {Path} failed")]
    private static partial void LogBug(ILogger logger, Exception exception, string method, string path);
}
