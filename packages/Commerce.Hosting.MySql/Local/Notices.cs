using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Commerce.Hosting.MySql.Local;

/// <summary>What is said before the start: on the console at once, and in the resource's log when the dashboard is there.</summary>
internal sealed partial class Notices(string resource)
{
    private readonly ConcurrentQueue<string> _notices = [];

    public void Say(string notice)
    {
        Console.WriteLine($"{resource}: {notice}");
        _notices.Enqueue(notice);
    }

    public void Repeat(IResource on, IServiceProvider services)
    {
        var logger = services.GetRequiredService<ResourceLoggerService>().GetLogger(on);
        while (_notices.TryDequeue(out var notice))
        {
            LogNotice(logger, notice);
        }
    }

    [LoggerMessage(7001, LogLevel.Information, "{Notice}")]
    private static partial void LogNotice(ILogger logger, string notice);
}
