using System.Text.Json;
using Commerce.Api.Errors;
using Commerce.Core.Idempotency;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Commerce.Api.Idempotency;

/// <summary>An answer as the bytes that go out, so that the first and every repeated one are the same.</summary>
internal sealed class AnswerText(IOptions<JsonOptions> json)
{
    /// <param name="result">A result with a status and a value, as the endpoints return them.</param>
    public StoredAnswer Of(IResult result) => new(
        (result as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK,
        JsonSerializer.Serialize(((IValueHttpResult)result).Value, json.Value.SerializerOptions));

    public static StoredAnswer Of(ProblemDetails problem) => new(problem.Status!.Value, ProblemAnswer.TextOf(problem));
}
