using System.Text.Json;
using Commerce.Api.Http;
using Commerce.Core.Idempotency;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Commerce.Api.Idempotency;

/// <summary>An answer as the bytes that go out, so that the first and every repeated one are the same.</summary>
internal sealed class AnswerText(IOptions<JsonOptions> json)
{
    public StoredAnswer Of<T>(int status, T body) => new(status, JsonSerializer.Serialize(body, json.Value.SerializerOptions));

    public static StoredAnswer Of(ProblemDetails problem) => new(problem.Status!.Value, ProblemAnswer.TextOf(problem));
}
