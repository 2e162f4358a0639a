using System.Net;
using System.Net.Sockets;

namespace Commerce.Chaos.Network;

/// <summary>A link over TCP on this machine, which can be broken in the ways of <see cref="RelayMode"/>.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private volatile int _target;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _one = new();
    private readonly HashSet<RelayedConnection> _connections = [];
    private Task _accepting;

    private Relay(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>The port where those who ask connect to.</summary>
    public int Port { get; }

    /// <summary>What is answered in the target's place by <see cref="RelayMode.StandIn"/>.</summary>
    public StandInAnswer StandIn { get; set; } = StandInAnswer.Nothing;

    /// <summary>How it behaves from now on, open connections too.</summary>
    public RelayMode Mode { get; private set; }

    /// <param name="target">The port of the one who is asked. Nobody has to listen there yet.</param>
    public static Relay To(int target) => new(target);

    /// <summary>From now on somebody else is asked; who is connected is told that the other side is gone, as a proxy does it.</summary>
    /// <param name="target">His port.</param>
    public void Retarget(int target)
    {
        lock (_one)
        {
            _target = target;
            foreach (var connection in _connections.ToArray())
            {
                connection.Reset();
            }
        }
    }

    public void Turn(RelayMode mode)
    {
        lock (_one)
        {
            (var before, Mode) = (Mode, mode);
            foreach (var connection in mode is RelayMode.Reset or RelayMode.Closed or RelayMode.StandIn ? _connections.ToArray() : [])
            {
                connection.Reset();
            }

            if (mode == RelayMode.Closed)
            {
                _listener.Stop();
            }
            else if (before == RelayMode.Closed)
            {
                _listener = new TcpListener(IPAddress.Loopback, Port);
                _listener.Start();
                _accepting = Task.WhenAll(_accepting, AcceptAsync(_listener));
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

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptSocketAsync(_end.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end, or nobody listens for a while.
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

        await (Mode == RelayMode.StandIn ? connection.AnswerAsync(StandIn) : connection.ServeAsync(_target));
        lock (_one)
        {
            _connections.Remove(connection);
        }
    }
}
