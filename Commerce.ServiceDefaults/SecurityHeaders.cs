using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Commerce.ServiceDefaults;

/// <summary>
/// What every answer tells a browser: take nothing for what it is not, show nothing in a frame, tell nobody where you were, and, once it
/// has come over https outside Development, come over nothing else.
/// </summary>
public static class SecurityHeaders
{
    private const string HttpsForAYear = "max-age=31536000";
    private const string NothingToRun = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// <summary>
    /// Adds the headers to every answer, errors included. An answer that is a page sets the <c>Content-Security-Policy</c> that it needs;
    /// all others get one that allows nothing.
    /// </summary>
    /// <param name="pages">Paths of pages that others wrote, each with its policy.</param>
    public static WebApplication UseSecurityHeaders(this WebApplication app, params IReadOnlyList<(string Path, string Policy)> pages)
    {
        var isDevelopment = app.Environment.IsDevelopment();
        app.Use((context, next) =>
        {
            // On starting: an error's answer clears what was set before.
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                headers["Referrer-Policy"] = "no-referrer";
                if (context.Request.IsHttps && !isDevelopment)
                {
                    headers.StrictTransportSecurity = HttpsForAYear;
                }

                if (headers.ContentSecurityPolicy.Count == 0)
                {
                    var page = pages.FirstOrDefault(page => context.Request.Path.StartsWithSegments(page.Path));
                    headers.ContentSecurityPolicy = page.Policy ?? NothingToRun;
                }

                return Task.CompletedTask;
            });
            return next(context);
        });
        return app;
    }
}
