using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Commerce.AppHost.Dashboard;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.AppHost;

/// <summary>The HTTP ports of the stack, each free when it was looked at.</summary>
internal sealed record StackPorts(int Api, int Pg, int Worker)
{
    private static readonly Dictionary<string, int> Standard = new()
    {
        [StackKeys.ApiPort] = 8080,
        [StackKeys.PgPort] = 8082,
        [StackKeys.WorkerPort] = 8084,
        [StackKeys.MySqlPort] = 0,
    };

    private static readonly ConcurrentDictionary<int, int> Given = [];

    /// <summary>The ports that are configured. Those that an earlier run of this AppHost still holds are waited for.</summary>
    /// <exception cref="SetupException">A value is no port, two are the same, or somebody else listens there.</exception>
    public static async Task<StackPorts> ReadAsync(IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return new StackPorts(0, 0, 0);
        }

        var marks = PortMarks.Of(builder);
        builder.Services.AddSingleton<IHostedService>(marks);
        var wanted = Standard
            .Select(port => (port.Key, Port: Parse(builder.Configuration[port.Key], port.Key, port.Value)))
            .Where(wanted => wanted.Port > 0)
            .ToLookup(wanted => wanted.Port, wanted => wanted.Key);
        if (wanted.FirstOrDefault(keys => keys.Count() > 1) is { } twice)
        {
            throw new SetupException($"{string.Join(" and ", twice)} are both {twice.Key}: each needs a port of its own.");
        }

        foreach (var port in wanted)
        {
            await marks.TakeAsync(port.Key, IsFree);
        }

        await DashboardPorts.EnsureFreeAsync(builder.Configuration, marks);
        return new StackPorts(
            Api: Choose(builder.Configuration, StackKeys.ApiPort, "commerce-api", StandardOf(StackKeys.ApiPort)),
            Pg: Choose(builder.Configuration, StackKeys.PgPort, "pg-simulator", StandardOf(StackKeys.PgPort)),
            Worker: Choose(builder.Configuration, StackKeys.WorkerPort, "worker", StandardOf(StackKeys.WorkerPort)));
    }

    /// <summary>The port of that key where none is configured; 0: any free one.</summary>
    public static int StandardOf(string key) => Standard[key];

    /// <summary>The configured port or <paramref name="standard"/>; any free one for 0.</summary>
    /// <exception cref="SetupException">The value is no port, or somebody listens there already.</exception>
    public static int Choose(IConfiguration configuration, string key, string resource, int standard)
    {
        var port = Parse(configuration[key], key, standard);
        if (port == 0)
        {
            return AnyFree();
        }

        if (!IsFree(port))
        {
            throw new SetupException(
                $"Port {port} for {resource} is taken by another process. Choose another one: dotnet run --project Commerce.AppHost -- "
                + $"--{key}={AnyFree()}");
        }

        return port;
    }

    /// <summary>Whether any free port will do.</summary>
    public static bool IsAny(IConfiguration configuration, string key) => Parse(configuration[key], key, Standard[key]) == 0;

    private static int Parse(string? text, string key, int standard)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return standard;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
            ? port
            : throw new SetupException($"{key} is '{text}': it must be a port from 1 to 65535, or 0 for any free one.");
    }

    /// <summary>
    /// A port that nobody listens on and that was not given before. It lies below those that systems give to outgoing connections
    /// (32768 on Linux), so that nobody gets it by chance until the service binds it.
    /// </summary>
    public static int AnyFree()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
            if (Given.TryAdd(port, port) && IsFree(port))
            {
                return port;
            }
        }
    }

    /// <summary>A service on "localhost" binds both loopback addresses, so both must be free.</summary>
    public static bool IsFree(int port)
    {
        IPAddress[] addresses = Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];
        return Array.TrueForAll(addresses, address => CanListen(address, port));
    }

    private static bool CanListen(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.AddressNotAvailable; // A kernel with IPv6 and no ::1.
        }
    }
}
