using Commerce.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Commerce.Api.Overload;

internal static class OverloadRegistration
{
    public static void AddOverloadLimits(this IServiceCollection services)
    {
        services.AddValidatedOptions<OverloadOptions>(OverloadOptions.Section);
        services.AddActivatedSingleton<OverloadTelemetry>(); // At start: a counter that is not there yet cannot be seen to rise.
        services.AddSingleton<RefuseRequest>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<OverloadOptions>, RefuseRequest, TimeProvider>(Configure);
    }

    /// <summary>After what writes errors, before the endpoints.</summary>
    public static void UseOverloadLimits(this WebApplication app)
    {
        app.UseMiddleware<ReceiveBody>();
        app.UseRateLimiter();
    }

    private static void Configure(
        RateLimiterOptions limiter, IOptions<OverloadOptions> options, RefuseRequest refuse, TimeProvider time)
    {
        var overload = options.Value;
        Add(RequestLimit.Placing, overload.PlacingAtOnce, overload.PlacingQueue);
        Add(RequestLimit.FollowUp, overload.FollowUpAtOnce, overload.FollowUpQueue);
        Add(RequestLimit.Catalogue, overload.CatalogueAtOnce, overload.CatalogueQueue);
        Add(RequestLimit.Members, overload.MembersAtOnce, overload.MembersQueue);

        void Add(string limit, int atOnce, int queue)
        {
            var returns = new ReturnTimes(atOnce, overload.LongestRetryAfter, time);
            limiter.AddPolicy(limit, new RequestLimiter(limit, atOnce, queue, returns, refuse));
        }
    }
}
