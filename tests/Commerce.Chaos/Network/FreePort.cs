using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Commerce.Chaos.Network;

/// <summary>Ports for servers that have to be known before they start.</summary>
internal static class FreePort
{
    private static readonly HashSet<int> Given = [];

    /// <summary>One that nobody listens on, below those that systems give to outgoing connections.</summary>
    public static int Next()
    {
        lock (Given)
        {
            while (true)
            {
                var port = RandomNumberGenerator.GetInt32(12_000, 20_000);
                if (Given.Add(port) && IsFree(port))
                {
                    return port;
                }
            }
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
