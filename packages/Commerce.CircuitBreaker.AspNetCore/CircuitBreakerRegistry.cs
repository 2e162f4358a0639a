using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Commerce.CircuitBreaker.AspNetCore;

/// <summary>The named circuit breakers of this process. They are made when the process starts and live until it ends.</summary>
public sealed class CircuitBreakerRegistry : IDisposable
{
    private readonly SortedDictionary<string, NamedCircuitBreaker> _breakers = new(StringComparer.Ordinal);

    /// <summary>Makes a breaker of every name, and has each watched.</summary>
    /// <param name="names">The names that were added to the host.</param>
    /// <param name="settings">Their numbers, each under its name.</param>
    /// <param name="telemetry">Watches every breaker.</param>
    /// <param name="timeProvider">The only source of time of the breakers.</param>
    /// <exception cref="OptionsValidationException">A setting is out of its range; the message names its key.</exception>
    internal CircuitBreakerRegistry(
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

    /// <summary>Stops the timers of every breaker.</summary>
    public void Dispose()
    {
        foreach (var breaker in _breakers.Values)
        {
            breaker.Dispose();
        }
    }
}
