using Commerce.Api.Http;
using Commerce.Api.Idempotency;
using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Framework = Microsoft.AspNetCore.Cors.Infrastructure;

namespace Commerce.Api.Cors;

/// <summary>Lets pages of the origins of <see cref="CorsOptions"/> call the API from a browser, and read the headers that matter.</summary>
internal static class CorsRegistration
{
    private static readonly string[] Readable =
    [
        HeaderNames.ETag, HeaderNames.Link, HeaderNames.Location, HeaderNames.RetryAfter,
        IdempotencyHeader.Name, GivenAnswer.RepeatedHeader, PreferredWait.AppliedHeader, RequestId.Header,
    ];

    public static void AddCorsBySettings(this IServiceCollection services)
    {
        services.AddValidatedOptions<CorsOptions>(CorsOptions.Section);
        services.AddCors();
        services.AddOptions<Framework.CorsOptions>()
            .Configure<IOptions<CorsOptions>>((framework, ours) => framework.AddDefaultPolicy(PolicyOf(ours.Value)));
    }

    private static Framework.CorsPolicy PolicyOf(CorsOptions options) => new Framework.CorsPolicyBuilder()
        .WithOrigins(options.AllowedOrigins)
        .AllowAnyHeader()
        .AllowAnyMethod()
        .WithExposedHeaders(Readable)
        .SetPreflightMaxAge(options.PreflightMaxAge)
        .Build();
}
