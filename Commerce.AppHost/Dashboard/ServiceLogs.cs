using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Commerce.AppHost.Dashboard;

/// <summary>
/// Takes what Aspire forwards of the services' output: all of it into a file for each service, some of it onto the console.
/// What the dashboard itself complains of is in a file only: it connects again, and nobody can do anything about it.
/// </summary>
internal sealed partial class ServiceLogs(string folder, ConsoleOutput console) : ILoggerProvider
{
    public const string Marker = ".Resources.";
    public const string DashboardCategory = "Aspire.Hosting.Dashboard";
    private readonly ConcurrentDictionary<string, LogFile> _files = new(StringComparer.Ordinal);

    public string Folder => folder;

    public ILogger CreateLogger(string categoryName)
    {
        if (categoryName.StartsWith(DashboardCategory, StringComparison.Ordinal))
        {
            return new DashboardOutput(categoryName, this);
        }

        var at = categoryName.IndexOf(Marker, StringComparison.Ordinal);
        return at < 0
            ? Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance // The AppHost's own lines have Aspire's console logger.
            : new Output(categoryName[(at + Marker.Length)..], this);
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }

    private LogFile FileOf(string service) => _files.GetOrAdd(service, name => new LogFile(folder, name));

    private void Write(string service, LineLevel level, string line, bool isError)
    {
        var plain = Colours().Replace(line, string.Empty);
        FileOf(service).WriteLine(plain);
        var text = AspireTime().Replace(plain, string.Empty);
        var isWarning = level.IsWarning(text, isError);
        if (console == ConsoleOutput.All || (console == ConsoleOutput.Warnings && isWarning))
        {
            Console.WriteLine($"{service} | {text}");
        }
    }

    [GeneratedRegex(@"\e\[[\d;]*m")]
    private static partial Regex Colours();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT[\d:.]+Z ")]
    private static partial Regex AspireTime();

    private sealed class Output(string service, ServiceLogs logs) : ILogger
    {
        private readonly LineLevel _level = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            logs.Write(service, _level, ContentOf(state) ?? formatter(state, exception), logLevel >= LogLevel.Error);

        // Aspire's format puts the number of the line in front.
        private static string? ContentOf<TState>(TState state) =>
            (state as IReadOnlyList<KeyValuePair<string, object?>>)?.FirstOrDefault(pair => pair.Key == "LineContent").Value as string;
    }

    private sealed class DashboardOutput(string category, ServiceLogs logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            logs.FileOf("aspire-dashboard").WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {logLevel} {category}: "
                + $"{formatter(state, exception)} {exception}").TrimEnd());
    }
}
