using Commerce.CircuitBreaker.AspNetCore;
using Commerce.CircuitBreaker.Tests.Named;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Polly;

namespace Commerce.CircuitBreaker.Tests.Http;

/// <summary>A process with real HTTP clients to the gateway, each behind its own breaker and then the 3 s time limit.</summary>
internal sealed class PgClients : IDisposable
{
    private readonly IHost _host;

    public PgClients(Uri peer, FakeTimeProvider time)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddSampleBreakers();
        foreach (var name in (string[])[SampleBreakers.Payments, SampleBreakers.Lookups])
        {
            builder.Services.AddHttpClient(name, client => (client.BaseAddress, client.Timeout) = (peer, Timeout.InfiniteTimeSpan))
                .AddResilienceHandler(name, (pipeline, context) =>
                {
                    pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
                    pipeline.AddNamedCircuitBreaker(name, context.ServiceProvider).AddTimeout(TimeSpan.FromSeconds(3));
                });
        }

        _host = builder.Build();
    }

    public NamedCircuitBreaker Payments => Circuit(SampleBreakers.Payments);

    public NamedCircuitBreaker Lookups => Circuit(SampleBreakers.Lookups);

    public Task<HttpResponseMessage> PayAsync(CancellationToken ct) => SendAsync(SampleBreakers.Payments, HttpMethod.Post, ct);

    public Task<HttpResponseMessage> LookUpAsync(CancellationToken ct) => SendAsync(SampleBreakers.Lookups, HttpMethod.Get, ct);

    public void Dispose() => _host.Dispose();

    private async Task<HttpResponseMessage> SendAsync(string client, HttpMethod method, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/payments");
        return await _host.Services.GetRequiredService<IHttpClientFactory>().CreateClient(client).SendAsync(request, ct);
    }

    private NamedCircuitBreaker Circuit(string name) => _host.Services.GetRequiredService<CircuitBreakerRegistry>().Get(name);
}
