using System.Security.Cryptography;
using System.Text.Json;
using Commerce.ServiceDefaults.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Commerce.Api.Http;

/// <summary>
/// The version of what an endpoint shows (RFC 9110, ETag): a hash of the very bytes, so that it changes when any of them does and never
/// else. Who has them is told 304 and nothing more.
/// </summary>
internal static class EntityTag
{
    private const int HashBytes = 16;

    /// <summary>Gives the answers of a reading endpoint a tag, and answers 304 to who names it in <c>If-None-Match</c>.</summary>
    public static RouteHandlerBuilder WithEntityTag(this RouteHandlerBuilder endpoint) => endpoint
        .AddEndpointFilter(async (call, next) =>
        {
            var answer = await next(call);
            return answer is IValueHttpResult { Value: { } value } and IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK }
                ? new TaggedAnswer(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), JsonOf(call.HttpContext)))
                : answer;
        })
        .Produces(StatusCodes.Status304NotModified)
        .WithResponseHeader("ETag", "The version of the answer: send it as If-None-Match to read it only when it has changed.", 200, 304);

    /// <summary>The tag of what a reading endpoint would answer with.</summary>
    public static string Of<T>(HttpContext context, T value) => TagOf(JsonSerializer.SerializeToUtf8Bytes(value, JsonOf(context)));

    private static JsonSerializerOptions JsonOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

    private static string TagOf(byte[] body) => $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, HashBytes))}\"";

    private sealed record TaggedAnswer(byte[] Body) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var tag = TagOf(Body);
            httpContext.Response.Headers.ETag = tag;
            if (IsKnown(httpContext.Request.GetTypedHeaders().IfNoneMatch, tag))
            {
                httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }

            httpContext.Response.ContentType = "application/json; charset=utf-8";
            httpContext.Response.ContentLength = Body.Length;
            return httpContext.Response.Body.WriteAsync(Body, httpContext.RequestAborted).AsTask();
        }

        private static bool IsKnown(IList<EntityTagHeaderValue> known, string tag) =>
            known.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Tag.Equals(tag, StringComparison.Ordinal));
    }
}
