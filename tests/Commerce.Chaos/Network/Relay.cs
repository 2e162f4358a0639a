using System.Net;
using System.Net.Sockets;

namespace Commerce.Chaos.Network;

/// <summary>A link over TCP on this machine, which can be broken in the ways of <see cref="RelayMode"/>.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly int _target;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _one = new();
    private readonly HashSet<RelayedConnection> _connections = [];
    private readonly Task _accepting;

    private Relay(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The port where those who ask connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How it behaves from now on, open connections too.</summary>
    public RelayMode Mode { get; private set; }

    /// <param name="target">The port of the one who is asked. Nobody has to listen there yet.</param>
    public static Relay To(int target) => new(target);

    public void Turn(RelayMode mode)
    {
        lock (_one)
        {
            Mode = mode;
            foreach (var connection in mode == RelayMode.Reset ? _connections.ToArray() : [])
            {
                connection.Reset();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        lock (_one)
        {
            foreach (var connection in _connections.ToArray())
            {
                connection.Reset();
            }
        }

        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_end.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var connection = new RelayedConnection(client, () => Mode, _end.Token);
        lock (_one)
        {
            if (Mode == RelayMode.Reset)
            {
                connection.Reset();
                return;
            }

            _connections.Add(connection);
        }

        await connection.ServeAsync(_target);
        lock (_one)
        {
            _connections.Remove(connection);
        }
    }
}
