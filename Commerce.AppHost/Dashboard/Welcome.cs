using Microsoft.Extensions.Configuration;

namespace Commerce.AppHost.Dashboard;

/// <summary>What the console tells the user of a start: how it ended, and where to look.</summary>
internal sealed class Welcome(IConfiguration configuration, ServiceLogs logs)
{
    private bool _isReady;

    /// <summary>Prints the addresses when the last service of the chain is healthy for the first time.</summary>
    public void Ready(EndpointReference api, EndpointReference pg)
    {
        if (Interlocked.Exchange(ref _isReady, true))
        {
            return;
        }

        Console.WriteLine($"""

            Commerce is ready.
              Login to the dashboard at {Dashboard}
              API reference             {api.Url}/scalar
              PG page                   {pg.Url}
              What the services print   {logs.Folder}
            Ctrl-C stops all of it; the data stays for the next start.

            """);
    }

    /// <summary>Says which service has ended before all were ready: those that wait for it would wait without a word.</summary>
    public void Stopped(IResource service)
    {
        if (!Volatile.Read(ref _isReady))
        {
            Console.WriteLine(
                $"{service.Name} has ended before it was ready. Why: {Path.Combine(logs.Folder, service.Name)}.log. The dashboard: "
                + $"{Dashboard}");
        }
    }

    // "Login to the dashboard at" is what dotnet watch and editors look for to open it.
    private string Dashboard => (configuration["ASPNETCORE_URLS"]?.Split(';')[0], configuration["AppHost:BrowserToken"]) switch
    {
        var (address, token) when token is not null => $"{address}/login?t={token}",
        var (address, _) => address ?? string.Empty,
    };
}
