using Commerce.CircuitBreaker.AspNetCore;
using Commerce.ServiceDefaults.Configuration;
using Commerce.ServiceDefaults.Networks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Polly.Registry;
using Refit;

namespace Commerce.Core.Gateways.Toss;

internal static class TossRegistration
{
    private const long MaxAnswerBytes = 8 * 1024 * 1024; // A page of the books.

    /// <summary>Adds Toss when its keys are configured; its settings are checked in any case.</summary>
    public static void AddTossPaymentGateway(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<TossOptions>(TossOptions.Section);
        services.AddSingleton<IValidateOptions<TossOptions>, TossKeysValidator>();
        if (builder.Configuration.GetSection(TossOptions.Section).Get<TossOptions>() is not { IsOff: false })
        {
            return;
        }

        builder.AddTossBreakers();
        services.AddSingleton(new GatewayBreakers(
            TossPaymentGateway.GatewayName, TossBreakers.Payments, TossBreakers.Lookups, TossBreakers.Cancels));
        services.AddSingleton(provider => new GatewayCallers(
            TossPaymentGateway.GatewayName, NetworkList.Parse(provider.OptionsOfToss().CallbackNetworks)));
        services.AddTransient<TossHeaders>();
        services.AddHttpClient(TossPaymentGateway.GatewayName)
            .AddHttpMessageHandler<TossHeaders>()
            .ConfigureHttpClient((provider, client) =>
            {
                client.BaseAddress = provider.OptionsOfToss().BaseAddress;
                client.Timeout = Timeout.InfiniteTimeSpan; // The pipelines keep the time.
                client.MaxResponseContentBufferSize = MaxAnswerBytes;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // The gateway lives as long as the process; connections are renewed below.
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                ConnectTimeout = provider.OptionsOfToss().ConnectTimeout,
                AllowAutoRedirect = false, // A redirect would send the secret key somewhere else.
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            });
        services.AddSingleton(provider => RestService.ForGenerated<ITossApi>(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(TossPaymentGateway.GatewayName)));
        services.AddSingleton(provider => new TossCalls(
            provider.GetRequiredService<ITossApi>(),
            provider.GetRequiredService<ResiliencePipelineProvider<string>>(),
            provider.GetRequiredService<CircuitBreakerRegistry>(),
            provider.OptionsOfToss()));
        services.AddSingleton(provider => new GatewayRoute(provider.CreateToss(), provider.OptionsOfToss().Weight));
    }

    private static TossPaymentGateway CreateToss(this IServiceProvider provider)
    {
        var (calls, time) = (provider.GetRequiredService<TossCalls>(), provider.GetRequiredService<TimeProvider>());
        var books = new TossBooks(provider.GetRequiredService<ITossApi>(), calls, provider.OptionsOfToss(), time);
        return new TossPaymentGateway(calls, books, provider.OptionsOfToss(), time);
    }

    private static TossOptions OptionsOfToss(this IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<TossOptions>>().Value;
}
