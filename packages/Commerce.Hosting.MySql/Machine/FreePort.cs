using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Commerce.Hosting.MySql.Machine;

/// <summary>Ports of 127.0.0.1. Below those that systems give to outgoing connections, so that nobody gets one by chance.</summary>
internal static class FreePort
{
    private static readonly ConcurrentDictionary<int, int> Given = [];

    /// <summary>One that nobody listens on and that was not given before.</summary>
    public static int Any()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(16_000, 19_000);
            if (Given.TryAdd(port, port) && IsFree(port))
            {
                return port;
            }
        }
    }

    /// <exception cref="DistributedApplicationException">Somebody listens there.</exception>
    public static void Ensure(int port, string name, string wayOut)
    {
        if (!IsFree(port))
        {
            throw new DistributedApplicationException($"Port {port} for {name} is taken by another process. {wayOut}");
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
