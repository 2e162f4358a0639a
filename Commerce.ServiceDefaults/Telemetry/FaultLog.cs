using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>
/// Logs that something which the process depends on is away. Every request and every timer meets that then, and in more than one way;
/// one line a second tells all of it, with how often it was met, and no stack trace: the fault is not in this process.
/// </summary>
public sealed partial class FaultLog(TimeProvider time, ILogger<FaultLog> logger)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Tally> _tallies = [];

    /// <param name="dependency">What is away, for example <c>database</c>.</param>
    /// <param name="fault">What kind of fault it is: one of a few names, not a sentence.</param>
    /// <param name="detail">The fault in words.</param>
    public void Report(string dependency, string fault, string detail) =>
        _tallies.GetOrAdd(dependency, away => new Tally(time, (faults, last) => LogAway(logger, away, faults, last))).Add(fault, detail);

    [LoggerMessage(5003, LogLevel.Error, "The {Dependency} is away ({Faults} since the last line): {Detail}")]
    private static partial void LogAway(ILogger logger, string dependency, string faults, string detail);

    /// <summary>What was met of one dependency since the last line about it.</summary>
    private sealed class Tally(TimeProvider time, Action<string, string> write)
    {
        private readonly Lock _lock = new();
        private readonly SortedDictionary<string, long> _met = new(StringComparer.Ordinal);
        private string _detail = "";
        private ITimer? _pause; // Since the last line, for as long as it is too early for the next one.

        public void Add(string fault, string detail)
        {
            lock (_lock)
            {
                _met[fault] = _met.GetValueOrDefault(fault) + 1;
                _detail = detail;
                if (_pause is null)
                {
                    Write();
                }
            }
        }

        private void Write()
        {
            write(string.Join(", ", _met.Select(fault => $"{fault.Value} {fault.Key}")), _detail);
            _met.Clear();
            _pause = time.CreateTimer(_ => EndPause(), null, Pace, Timeout.InfiniteTimeSpan);
        }

        private void EndPause()
        {
            lock (_lock)
            {
                _pause?.Dispose();
                _pause = null;
                if (_met.Count > 0)
                {
                    Write();
                }
            }
        }
    }
}
