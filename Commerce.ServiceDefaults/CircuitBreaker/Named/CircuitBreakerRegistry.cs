using System.Diagnostics.CodeAnalysis;
using Commerce.ServiceDefaults.CircuitBreaker.Telemetry;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.CircuitBreaker.Named;

/// <summary>The named circuit breakers of this process. They are made when the process starts and live until it ends.</summary>
public sealed class CircuitBreakerRegistry : IDisposable
{
    private readonly SortedDictionary<string, NamedCircuitBreaker> _breakers = new(StringComparer.Ordinal);

    public CircuitBreakerRegistry(
        IEnumerable<CircuitBreakerName> names,
        IOptionsMonitor<SlidingWindowCircuitBreakerSettings> settings,
        CircuitBreakerTelemetry telemetry,
        TimeProvider timeProvider)
    {
        foreach (var (name, _) in names)
        {
            var breaker = new NamedCircuitBreaker(settings.Get(name), timeProvider);
            _breakers.Add(name, breaker);
            telemetry.Watch(breaker.Breaker);
        }
    }

    /// <summary>Every breaker, by name.</summary>
    public IReadOnlyCollection<NamedCircuitBreaker> All => _breakers.Values;

    /// <summary>The breaker of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public NamedCircuitBreaker Get(string name) => TryGet(name, out var breaker)
        ? breaker
        : throw new KeyNotFoundException($"There is no circuit breaker '{name}', only {string.Join(", ", _breakers.Keys)}.");

    /// <summary>Looks a breaker up. Names are case-sensitive.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out NamedCircuitBreaker? breaker) => _breakers.TryGetValue(name, out breaker);

    public void Dispose()
    {
        foreach (var breaker in _breakers.Values)
        {
            breaker.Dispose();
        }
    }
}
