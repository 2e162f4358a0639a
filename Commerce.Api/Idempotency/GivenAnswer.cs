using System.Net.Mime;
using Commerce.Api.Http;
using Commerce.Core.Gateways;
using Commerce.Core.Idempotency;

namespace Commerce.Api.Idempotency;

/// <summary>Sends an answer that is kept under an idempotency key.</summary>
internal sealed record GivenAnswer(StoredAnswer Answer, long OrderId, bool IsRepeated) : IResult
{
    /// <summary>Says that the answer was given before and nothing was done this time.</summary>
    public const string RepeatedHeader = "Idempotency-Replayed";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Answer.Status;
        response.ContentType = Answer.Status < StatusCodes.Status400BadRequest
            ? $"{MediaTypeNames.Application.Json}; charset=utf-8"
            : MediaTypeNames.Application.ProblemJson;
        if (Answer.Status != StatusCodes.Status200OK)
        {
            response.Headers.Location = $"/api/v1/orders/{OrderId}";
        }

        if (Answer.Status == StatusCodes.Status202Accepted)
        {
            ProblemAnswer.SetRetryAfter(httpContext, TimeSpan.FromSeconds(1)); // A payment takes seconds: who asks sooner learns nothing.
        }

        if (Answer.Status == StatusCodes.Status503ServiceUnavailable)
        {
            ProblemAnswer.SetRetryAfterOutage(httpContext, httpContext.RequestServices.GetRequiredService<PaymentsReturn>().Soonest());
        }

        if (httpContext.Request.Headers[IdempotencyHeader.Name] is { Count: 1 } key)
        {
            response.Headers[IdempotencyHeader.Name] = key;
        }

        if (IsRepeated)
        {
            response.Headers[RepeatedHeader] = "true";
        }

        return response.WriteAsync(Answer.Body);
    }
}
