using Commerce.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Commerce.Api.Overload;

internal static class OverloadRegistration
{
    public static void AddOverloadLimits(this IServiceCollection services)
    {
        services.AddValidatedOptions<OverloadOptions>(OverloadOptions.Section);
        services.AddSingleton<RefuseRequest>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<OverloadOptions>, RefuseRequest>(Configure);
    }

    /// <summary>After what writes errors, before the endpoints.</summary>
    public static void UseOverloadLimits(this WebApplication app) => app.UseRateLimiter();

    private static void Configure(RateLimiterOptions limiter, IOptions<OverloadOptions> options, RefuseRequest refuse)
    {
        var overload = options.Value;
        limiter.OnRejected = (rejected, _) => refuse.ExecuteAsync(rejected.HttpContext);
        Add(RequestLimit.Placing, overload.PlacingAtOnce, overload.PlacingQueue);
        Add(RequestLimit.FollowUp, overload.FollowUpAtOnce, overload.FollowUpQueue);
        Add(RequestLimit.Catalogue, overload.CatalogueAtOnce, overload.CatalogueQueue);
        Add(RequestLimit.Members, overload.MembersAtOnce, overload.MembersQueue);

        void Add(string limit, int atOnce, int queue) => limiter.AddConcurrencyLimiter(limit, concurrency =>
        {
            concurrency.PermitLimit = atOnce;
            concurrency.QueueLimit = queue; // Oldest first: who waits is served, who comes too late is told at once.
        });
    }
}
