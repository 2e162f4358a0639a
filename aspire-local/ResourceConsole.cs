using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>What stands for the dashboard: every line of every process behind its name, and a table when something changed.</summary>
internal sealed partial class ResourceConsole(IServiceProvider provider, bool isTest) : BackgroundService
{
    private static readonly string[] Colours = ["\e[36m", "\e[33m", "\e[32m", "\e[35m", "\e[34m", "\e[31m"];
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(700);

    private readonly bool _inColour = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
    private readonly Lock _writing = new();
    private readonly IReadOnlyList<IResource> _processes =
        [.. provider.GetRequiredService<DistributedApplicationModel>().Resources.Where(r => r.IsProcess())];

    public void WriteLine(IResource resource, string line, bool isError = false)
    {
        if (isTest)
        {
            // Aspire forwards to this category, and so can a test collect the lines of either.
            var category = $"{provider.GetRequiredService<IHostEnvironment>().ApplicationName}.Resources.{resource.Name}";
            LogLine(provider.GetRequiredService<ILoggerFactory>().CreateLogger(category), isError ? LogLevel.Error : LogLevel.Information, line);
            return;
        }

        lock (_writing)
        {
            Console.WriteLine(_inColour ? $"{Name(resource)} | {line}" : $"{Name(resource)} | {Escape().Replace(line, string.Empty)}");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (isTest)
        {
            return;
        }

        // A table waits until nothing changed for a moment, so that a start prints a few of them and not one per step.
        var notifications = provider.GetRequiredService<ResourceNotificationService>();
        var (shown, before) = (string.Empty, string.Empty);
        using var moments = new PeriodicTimer(Quiet);
        var stopping = provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        while (!stopping.IsCancellationRequested && await moments.WaitForNextTickAsync(stoppingToken))
        {
            var now = Table(notifications);
            if (now != shown && now == before)
            {
                lock (_writing)
                {
                    Console.WriteLine(shown = now);
                }
            }

            before = now;
        }
    }

    private string Table(ResourceNotificationService notifications) =>
        string.Join(Environment.NewLine, ["", .. _processes.Select(resource => Row(resource, notifications)), ""]);

    private string Row(IResource resource, ResourceNotificationService notifications)
    {
        notifications.TryGetCurrentState(resource.Name, out var current);
        var snapshot = current?.Snapshot;
        var state = snapshot?.State?.Text == KnownResourceStates.Running ? $"Running, {snapshot.HealthStatus?.ToString() ?? "not asked yet"}" : snapshot?.State?.Text;
        var urls = string.Join(' ', resource.All<EndpointAnnotation>().Select(e => $"{e.UriScheme}://{e.TargetHost}:{e.AllocatedPort}"));
        return $"  {Name(resource)}  {state,-22} {urls}  {snapshot?.Reason}".TrimEnd();
    }

    private string Name(IResource resource)
    {
        var name = resource.Name.PadRight(_processes.Max(r => r.Name.Length));
        return _inColour ? $"{Colours[_processes.ToList().IndexOf(resource) % Colours.Length]}{name}\e[0m" : name;
    }

    [LoggerMessage(Message = "{Line}")]
    private static partial void LogLine(ILogger logger, LogLevel level, string line);

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escape();
}
