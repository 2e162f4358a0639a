using System.Text.RegularExpressions;

namespace Aspire.Hosting;

/// <summary>What stands for the dashboard: every line of every process behind its name, and a table when something changed.</summary>
internal sealed partial class ResourceConsole(
    DistributedApplicationBuilder builder, ResourceNotificationService notifications, ILoggerFactory loggers, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    private static readonly string[] Colours = ["\e[36m", "\e[33m", "\e[32m", "\e[35m", "\e[34m", "\e[31m"];

    private readonly bool _inColour = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
    private readonly List<IResource> _processes = [.. builder.Resources.Where(r => r.IsProcess())];

    public void WriteLine(IResource resource, string line, bool isError = false)
    {
        if (builder.IsUnderTest)
        {
            // Where Aspire forwards a resource's lines to as well.
            var logger = loggers.CreateLogger($"{builder.Name}.Resources.{resource.Name}");
            LogLine(logger, isError ? LogLevel.Error : LogLevel.Information, line);
        }
        else
        {
            Console.WriteLine($"{Name(resource)} | {(_inColour ? line : Escape().Replace(line, string.Empty))}");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A table waits until nothing changed for a moment, so that a start prints a few of them and not one per step.
        var (shown, before) = (string.Empty, string.Empty);
        using var moments = new PeriodicTimer(TimeSpan.FromMilliseconds(700));
        while (!builder.IsUnderTest && await moments.WaitForNextTickAsync(stoppingToken) && !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            var now = string.Join(Environment.NewLine, ["", .. _processes.Select(Row), ""]);
            if (now != shown && now == before)
            {
                Console.WriteLine(shown = now);
            }

            before = now;
        }
    }

    private string Row(IResource resource)
    {
        var snapshot = notifications.TryGetCurrentState(resource.Name, out var current) ? current.Snapshot : new CustomResourceSnapshot();
        var urls = string.Join(' ', resource.All<EndpointAnnotation>().Select(e => e.Url));
        return $"  {Name(resource)}  {$"{snapshot.State?.Text} {snapshot.HealthStatus}",-18} {urls}  {snapshot.Reason}".TrimEnd();
    }

    private string Name(IResource resource)
    {
        var name = resource.Name.PadRight(_processes.Max(r => r.Name.Length));
        return _inColour ? $"{Colours[_processes.IndexOf(resource) % Colours.Length]}{name}\e[0m" : name;
    }

    [LoggerMessage(Message = "{Line}")]
    private static partial void LogLine(ILogger logger, LogLevel level, string line);

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escape();
}
