using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Overload;

/// <summary>
/// What one host counts. Its <c>/metrics</c> would not do: several hosts run in the process of the tests, and each of them exports what all
/// of them count.
/// </summary>
internal sealed class MeasuredHost : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(string Metric, string? Label), long> _sums = [];

    /// <param name="metrics">Each with the attribute that it is told apart by.</param>
    public MeasuredHost(IServiceProvider host, params IReadOnlyList<(string Metric, string Attribute)> metrics)
    {
        var own = host.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            var attribute = metrics.FirstOrDefault(metric => metric.Metric == instrument.Name).Attribute;
            if (attribute is not null && instrument.Meter.Scope == own)
            {
                listener.EnableMeasurementEvents(instrument, attribute);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, attribute) =>
        {
            var label = tags.ToArray().First(tag => tag.Key == (string)attribute!).Value?.ToString();
            _sums.AddOrUpdate((instrument.Name, label), value, (_, sum) => sum + value);
        });
        _listener.Start();
    }

    public long Sum(string metric, string label) => _sums.GetValueOrDefault((metric, label));

    /// <summary>Returns when a sum has this value.</summary>
    public async Task UntilAsync(string metric, string label, long value)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (Sum(metric, label) != value)
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    public void Dispose() => _listener.Dispose();
}
