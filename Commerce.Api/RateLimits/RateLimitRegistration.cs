using Commerce.ServiceDefaults.Configuration;

namespace Commerce.Api.RateLimits;

internal static class RateLimitRegistration
{
    public static void AddRateLimits(this IServiceCollection services)
    {
        services.AddValidatedOptions<RateLimitOptions>(RateLimitOptions.Section);
        services.AddActivatedSingleton<RefuseCaller>(); // At start: a counter that is not there yet cannot be seen to rise.
        services.AddSingleton<FailedLogins>();
        services.AddSingleton<CallerLimits>();
    }

    /// <summary>After it is known who asks, before anything is received or counted against what all share.</summary>
    public static void UseRateLimits(this WebApplication app) => app.UseMiddleware<LimitCallers>();
}
