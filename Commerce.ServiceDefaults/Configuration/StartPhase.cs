using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Commerce.ServiceDefaults.Configuration;

/// <summary>
/// The time until a process runs. What stops a start is thrown, and <see cref="RunOrExplainExtensions"/> tells it; the host and the
/// server would log it before, each with a stack trace.
/// </summary>
internal sealed class StartPhase
{
    private static readonly string[] Repeaters = ["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel"];

    private volatile bool _isOver;

    public void EndWith(IHostApplicationLifetime lifetime) => lifetime.ApplicationStarted.Register(() => _isOver = true);

    public static void AddTo(IHostApplicationBuilder builder)
    {
        var phase = new StartPhase();
        builder.Services.AddSingleton(phase);
        foreach (var category in Repeaters)
        {
            builder.Logging.AddFilter(
                category, level => phase._isOver ? level >= LogLevel.Warning : level < LogLevel.Error && level >= LogLevel.Warning);
        }
    }
}
