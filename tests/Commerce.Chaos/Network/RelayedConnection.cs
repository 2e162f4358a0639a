using System.Net;
using System.Net.Sockets;

namespace Commerce.Chaos.Network;

/// <summary>One connection of a <see cref="Relay"/>: what comes from either side goes to the other, as the relay's mode has it.</summary>
internal sealed class RelayedConnection(Socket client, Func<RelayMode> mode, CancellationToken end) : IDisposable
{
    private const int DripSize = 64;
    private const int CutAfter = 16;

    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public async Task ServeAsync(int target)
    {
        try
        {
            client.NoDelay = _server.NoDelay = true;
            await _server.ConnectAsync(IPAddress.Loopback, target, end);
            await Task.WhenAll(
                PassOnAsync(client, _server, [RelayMode.BlackHole]),
                PassOnAsync(_server, client, [RelayMode.BlackHole, RelayMode.HalfOpen]));
        }
        catch (Exception e) when (IsEnd(e))
        {
            Reset();
        }
    }

    /// <summary>Says the same to everybody, whatever was asked, and hangs up.</summary>
    public async Task AnswerAsync(StandInAnswer answer)
    {
        try
        {
            if (!answer.SpeaksFirst && await client.ReceiveAsync(new byte[16 * 1024], end) == 0)
            {
                return;
            }

            await client.SendAsync(answer.Bytes, end);
            client.Shutdown(SocketShutdown.Send);
            while (await client.ReceiveAsync(new byte[16 * 1024], end) > 0)
            {
                // Left unread, it would make a reset of the end, which overtakes the answer.
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
            // He has heard enough.
        }
    }

    /// <summary>Both sides are told that the other one is gone.</summary>
    public void Reset()
    {
        foreach (var side in new[] { client, _server })
        {
            try
            {
                side.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It has ended by itself.
            }

            side.Dispose();
        }
    }

    public void Dispose()
    {
        client.Dispose();
        _server.Dispose();
    }

    // One side is gone, so the other one hears it at once: a session of the database keeps its locks as long as it does not.
    private async Task PassOnAsync(Socket from, Socket to, RelayMode[] stops)
    {
        try
        {
            await PumpAsync(from, to, stops);
        }
        catch (Exception e) when (IsEnd(e))
        {
            Reset();
        }
    }

    private static bool IsEnd(Exception e) => e is SocketException or ObjectDisposedException or OperationCanceledException;

    private async Task PumpAsync(Socket from, Socket to, RelayMode[] stops)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReceiveAsync(buffer, end)) > 0)
        {
            while (stops.Contains(mode()))
            {
                await Task.Delay(Pace, TimeProvider.System, end);
            }

            if (mode() == RelayMode.CutAnswers && to == client)
            {
                await to.SendAsync(buffer.AsMemory(0, Math.Min(CutAfter, read)), end);
                Reset();
                return;
            }

            await PassAsync(buffer.AsMemory(0, read), to);
        }

        to.Shutdown(SocketShutdown.Send);
    }

    private async Task PassAsync(ReadOnlyMemory<byte> bytes, Socket to)
    {
        if (mode() == RelayMode.Slow)
        {
            await Task.Delay(Late, TimeProvider.System, end);
        }

        while (bytes.Length > 0)
        {
            var isDrip = mode() == RelayMode.Drip;
            var piece = bytes[..(isDrip ? Math.Min(DripSize, bytes.Length) : bytes.Length)];
            await to.SendAsync(piece, end);
            bytes = bytes[piece.Length..];
            if (isDrip)
            {
                await Task.Delay(Pace, TimeProvider.System, end);
            }
        }
    }
}
