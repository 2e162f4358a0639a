using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Commerce.Core.Errors;
using Commerce.ServiceDefaults.Cards;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Commerce.Api.Http;

/// <summary>
/// Writes an error so that both worlds can read it: RFC 9457 problem details, with the envelope's <c>meta</c> and the
/// published <c>errorCode</c> as extension members.
/// </summary>
internal static class ProblemAnswer
{
    private const string ContentType = "application/problem+json";
    private static readonly TimeSpan UntilBack = TimeSpan.FromSeconds(5);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = ApiSetup.ReadableKorean,
    };

    /// <summary>Answers with a bare HTTP status: no such path, no such method, no such media type, too long.</summary>
    public static Task WriteAsync(HttpContext context, int status)
    {
        var error = status switch
        {
            StatusCodes.Status401Unauthorized => ErrorCode.CallerUnknown,
            StatusCodes.Status403Forbidden => ErrorCode.CallerNotAllowed,
            StatusCodes.Status404NotFound => ErrorCode.NotFound,
            StatusCodes.Status405MethodNotAllowed => ErrorCode.MethodNotAllowed,
            StatusCodes.Status415UnsupportedMediaType => ErrorCode.MediaTypeUnknown,
            StatusCodes.Status413PayloadTooLarge => ErrorCode.BodyTooLarge,
            _ => ErrorCode.BadRequest with { Status = status },
        };
        return WriteAsync(context, error, ErrorMessages.For(error));
    }

    /// <summary>Answers that what the request needs is away for now.</summary>
    /// <param name="orderId">The order that was recorded before that.</param>
    public static Task WriteAwayAsync(HttpContext context, long? orderId)
    {
        SetRetryAfter(context, UntilBack);
        var error = ErrorCode.TemporarilyUnavailable;
        return WriteAsync(context, error, ErrorMessages.For(error), orderId);
    }

    /// <param name="orderId">The order that was recorded although the request failed.</param>
    /// <param name="reconciliationId">The run that was stored although it broke off.</param>
    /// <param name="fields">The fields of the request that are wrong.</param>
    public static Task WriteAsync(
        HttpContext context,
        ErrorCode error,
        string message,
        long? orderId = null,
        long? reconciliationId = null,
        IReadOnlyList<FieldError>? fields = null)
    {
        if (LocationOf(orderId, reconciliationId) is { } location)
        {
            context.Response.Headers.Location = location;
        }

        var problem = Of(context, error, message, orderId, reconciliationId);
        if (fields is { Count: > 0 })
        {
            problem.Extensions["errors"] = fields.GroupBy(field => CardNumberMask.Apply(field.Field)).ToDictionary(
                field => field.Key, field => field.Select(wrong => CardNumberMask.Apply(wrong.Message)).ToArray());
        }

        context.Response.StatusCode = error.Status;
        return context.Response.WriteAsJsonAsync(problem, Json, ContentType);
    }

    /// <summary>Tells when the request may be sent again, in whole seconds; nothing when there is nothing to wait for.</summary>
    public static void SetRetryAfter(HttpContext context, TimeSpan? wait)
    {
        if (wait is { } time)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The same, where it is not known what the wait is for.</summary>
    public static void SetRetryAfterOutage(HttpContext context, TimeSpan? known) => SetRetryAfter(context, known ?? UntilBack);

    public static ProblemDetails Of(HttpContext context, ErrorCode error, string message, long? orderId, long? reconciliationId = null)
    {
        message = CardNumberMask.Apply(message); // It may repeat what came in.
        var problem = new ProblemDetails
        {
            Type = ErrorPage.Of(error),
            Status = error.Status,
            Title = ReasonPhrases.GetReasonPhrase(error.Status),
            Detail = message,
            Instance = CardNumberMask.Apply(context.Request.Path),
            Extensions =
            {
                ["errorCode"] = error.Code,
                ["meta"] = Meta.Fail(error.InMeta ?? error.Code, message),
                ["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
            },
        };
        if (orderId is not null)
        {
            problem.Extensions["orderId"] = orderId;
        }

        if (reconciliationId is not null)
        {
            problem.Extensions["reconciliationId"] = reconciliationId;
        }

        return problem;
    }

    public static string TextOf(ProblemDetails problem) => JsonSerializer.Serialize(problem, Json);

    private static string? LocationOf(long? orderId, long? reconciliationId) => (orderId, reconciliationId) switch
    {
        ({ } order, _) => $"/api/v1/orders/{order}",
        (_, { } run) => $"/api/v1/reconciliations/{run}",
        _ => null,
    };
}
