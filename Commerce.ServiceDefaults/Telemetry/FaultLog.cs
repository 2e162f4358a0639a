using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Commerce.ServiceDefaults.Telemetry;

/// <summary>
/// Logs that something which the process depends on is away. Every request and every timer meets the same fault then; one line a second
/// tells it, with how often it was met, and no stack trace: the fault is not in this process.
/// </summary>
public sealed partial class FaultLog(TimeProvider time, ILogger<FaultLog> logger)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(string Dependency, string Fault), Tally> _tallies = [];

    /// <param name="dependency">What is away, for example <c>database</c>.</param>
    /// <param name="fault">What kind of fault it is: one of a few names, not a sentence.</param>
    /// <param name="detail">The fault in words.</param>
    public void Report(string dependency, string fault, string detail)
    {
        if (_tallies.GetOrAdd((dependency, fault), _ => new Tally()).CountAndTake(time) is { } count)
        {
            LogAway(logger, dependency, fault, count, detail);
        }
    }

    [LoggerMessage(5003, LogLevel.Error, "The {Dependency} is away ({Fault}, met {Count} times since the last line): {Detail}")]
    private static partial void LogAway(ILogger logger, string dependency, string fault, long count, string detail);

    private sealed class Tally
    {
        private readonly Lock _lock = new();
        private long _count;
        private long? _lastLineAt;

        /// <returns>How many there were since the last line, when it is time for the next one; else null.</returns>
        public long? CountAndTake(TimeProvider time)
        {
            lock (_lock)
            {
                _count++;
                var now = time.GetTimestamp();
                if (_lastLineAt is { } last && time.GetElapsedTime(last, now) < Pace)
                {
                    return null;
                }

                (var count, _count, _lastLineAt) = (_count, 0, now);
                return count;
            }
        }
    }
}
