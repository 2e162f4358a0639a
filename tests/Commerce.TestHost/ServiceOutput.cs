using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Commerce.TestHost;

/// <summary>Collects what the services write to their consoles; the AppHost under test forwards it to its loggers.</summary>
internal sealed class ServiceOutput : ILoggerProvider
{
    private const string Marker = ".Resources.";
    private const string FolderVariable = "COMMERCE_TEST_OUTPUT";
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static int _kept;

    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _lines = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> Of(string resource) => _lines.TryGetValue(resource, out var lines) ? [.. lines] : [];

    /// <summary>The last lines of every service, for the message of a failed test.</summary>
    public string Tail(int linesEach) => string.Join(Environment.NewLine, _lines.OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .SelectMany(pair => pair.Value.TakeLast(linesEach).Select(line => $"{pair.Key} | {line}")));

    /// <summary>Waits until nothing has come for a moment: what a process wrote last comes later than the word that it has ended.</summary>
    public async Task UntilQuietAsync()
    {
        var begun = TimeProvider.System.GetTimestamp();
        int seen;
        do
        {
            seen = _lines.Values.Sum(lines => lines.Count);
            await Task.Delay(Quiet, TimeProvider.System);
        }
        while (seen != _lines.Values.Sum(lines => lines.Count) && TimeProvider.System.GetElapsedTime(begun) < Patience);
    }

    /// <summary>
    /// Writes all of it, a file for each service, into a new folder below the one that <c>COMMERCE_TEST_OUTPUT</c> names, if it names one.
    /// </summary>
    public void Keep(string stack)
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } kept)
        {
            return;
        }

        var folder = Directory.CreateDirectory(
            Path.Combine(kept, $"{AppDomain.CurrentDomain.FriendlyName}-{stack}-{Interlocked.Increment(ref _kept):00}"));
        foreach (var (resource, lines) in _lines)
        {
            File.WriteAllLines(Path.Combine(folder.FullName, resource + ".log"), lines);
        }
    }

    public ILogger CreateLogger(string categoryName)
    {
        var at = categoryName.IndexOf(Marker, StringComparison.Ordinal);
        var source = at < 0 ? "apphost" : categoryName[(at + Marker.Length)..];
        return new Lines(_lines.GetOrAdd(source, _ => []), at < 0 ? LogLevel.Warning : LogLevel.Trace);
    }

    public void Dispose()
    {
        // Nothing is held but memory.
    }

    private sealed class Lines(ConcurrentQueue<string> lines, LogLevel lowest) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= lowest;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lines.Enqueue(exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception}");
            }
        }
    }
}
