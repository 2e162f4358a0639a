using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Commerce.TestHost;

/// <summary>Hears every log line of every level, and every tag and event of every trace, from <see cref="Listen"/> on.</summary>
/// <param name="samplesAll">
/// Whether it also has spans made that nobody else wants, everywhere in the test's process; else it hears those that are made.
/// </param>
public sealed class Overheard(bool samplesAll = false) : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();
    private ActivityListener? _listener;

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Listener(this);

    public Overheard Listen()
    {
        _listener = new ActivityListener { ShouldListenTo = _ => true, ActivityStopped = Hear };
        if (samplesAll)
        {
            _listener.Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded;
        }

        ActivitySource.AddActivityListener(_listener);
        return this;
    }

    /// <summary>Stops listening; what was heard stays.</summary>
    public void Dispose() => Interlocked.Exchange(ref _listener, null)?.Dispose();

    private void Hear(Activity activity)
    {
        var tags = activity.TagObjects.Concat(activity.Events.SelectMany(happening => happening.Tags)).Select(
            tag => $"{tag.Key}={tag.Value}");
        _lines.Enqueue($"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', tags)}");
    }

    private sealed class Listener(Overheard overheard) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            if (IsEnabled(LogLevel.Trace))
            {
                overheard._lines.Enqueue($"{state}");
            }

            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => overheard._listener is not null;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                overheard._lines.Enqueue($"{formatter(state, exception)} {exception}");
            }
        }
    }
}
