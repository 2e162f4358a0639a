using Commerce.CircuitBreaker.AspNetCore;
using Commerce.ServiceDefaults.Operators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Commerce.ServiceDefaults.Tests.Operators;

/// <summary>A service with three breakers on a real server.</summary>
internal sealed class ThreeCircuitsHost : IAsyncDisposable
{
    public const string Key = "the key of the night shift and of nobody else";

    private WebApplication? _app;

    /// <param name="key">The operators'; null: nobody is one.</param>
    public async Task<HttpClient> StartAsync(string? key, string environment = "Development")
    {
        var ct = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Operator:Key", key)]);
        builder.AddServiceDefaults();
        foreach (var name in (string[])["pg-payments", "pg-lookups", "pg-cancels"])
        {
            builder.AddCircuitBreaker(name, settings => (settings.FailureRateThreshold, settings.SlowCallRateThreshold) = (60, 50));
        }

        _app = builder.Build();
        _app.UseRequestLocalization(localization => localization
            .SetDefaultCulture("ko").AddSupportedCultures("ko", "en").AddSupportedUICultures("ko", "en"));
        _app.MapDefaultEndpoints();
        _app.MapCircuitEndpoints();
        await _app.StartAsync(ct);
        return new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public NamedCircuitBreaker Circuit(string name) => _app!.Services.GetRequiredService<CircuitBreakerRegistry>().Get(name);

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;
}
