using Commerce.ServiceDefaults.Failures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Commerce.ServiceDefaults.Tests.Failures;

/// <summary>A service on a real server whose failure points may be switched on.</summary>
internal sealed class FailingHost : IAsyncDisposable
{
    public const string Key = "the key of those who break things here";

    private WebApplication? _app;

    public async Task<HttpClient> StartAsync(string environment, params (string Key, string Value)[] settings)
    {
        var ct = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            [KeyValuePair.Create("Operator:Key", (string?)Key), .. settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))]);
        builder.AddServiceDefaults();
        _app = builder.Build();
        _app.MapDefaultEndpoints();
        await _app.StartAsync(ct);
        return new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        FailurePoint.SwitchOff();
        await (_app?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
