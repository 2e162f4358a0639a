using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.CircuitBreaker.AspNetCore;

/// <summary>Makes the breakers when the host starts: a gauge that is missing until something goes wrong is no gauge.</summary>
/// <param name="services">Asked only at start, after the settings were validated.</param>
internal sealed class CircuitBreakerStart(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<CircuitBreakerRegistry>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
