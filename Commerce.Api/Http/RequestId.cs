using System.Diagnostics;
using Commerce.Core.Texts;

namespace Commerce.Api.Http;

/// <summary>
/// The header <c>X-Request-Id</c>: what the client calls its request is given back and noted on the request's span; without one the answer
/// has the trace's id, under which logs and traces have the request.
/// </summary>
internal static class RequestId
{
    public const string Header = "X-Request-Id";
    private const int MaxLength = 64;

    public static void UseRequestId(this WebApplication app) => app.Use((context, next) =>
    {
        var named = ForeignText.Name(context.Request.Headers[Header], MaxLength);
        if (named is not null)
        {
            Activity.Current?.SetTag("http.request.header.x-request-id", new[] { named });
        }

        var id = named is not null && named.All(char.IsAscii) ? named : Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

        // On starting: an error's answer clears what was set before.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[Header] = id;
            return Task.CompletedTask;
        });
        return next(context);
    });
}
