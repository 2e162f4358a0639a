using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Commerce.TestHost.Gateways;

/// <summary>
/// One connection to a <see cref="FakePg"/>: reads requests, in HTTP/1.1 as clients write it, and writes whatever the answers hold.
/// </summary>
internal sealed class FakePgConnection(FakePg pg, Socket socket, CancellationToken end)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _filled;

    public async Task ServeAsync()
    {
        try
        {
            while (await ReadRequestAsync() is { } request && await WriteAsync(pg.Answer(request)))
            {
                // The next request of the same connection.
            }
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has left, or the test is over.
        }
        finally
        {
            socket.Dispose();
        }
    }

    /// <returns>False when the connection is over.</returns>
    private async Task<bool> WriteAsync(FakePgAnswer answer)
    {
        foreach (var (pause, bytes) in answer.Parts)
        {
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, TimeProvider.System, end);
            }

            for (var sent = 0; sent < bytes.Length;)
            {
                sent += await socket.SendAsync(bytes[sent..], end);
            }
        }

        switch (answer.Ending)
        {
            case FakePgEnding.Reset:
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                break;
            case FakePgEnding.Silence:
                while (await ReceiveAsync())
                {
                    // Whatever it says, it gets no answer.
                }

                break;
            case FakePgEnding.Close:
                socket.Shutdown(SocketShutdown.Send);
                break;
        }

        return answer.Ending == FakePgEnding.KeepAlive;
    }

    /// <returns>Null at the end of the connection.</returns>
    private async Task<FakePgRequest?> ReadRequestAsync()
    {
        if (await ReadLineAsync() is not { Length: > 0 } first)
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await ReadLineAsync() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        var (method, target) = (first.Split(' ')[0], first.Split(' ')[1]);
        var (path, query) = target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark
            ? (target[..mark], target[(mark + 1)..])
            : (target, string.Empty);
        var body = Encoding.UTF8.GetString(await ReadBodyAsync(headers));
        return new FakePgRequest(method, Uri.UnescapeDataString(path), ParseQuery(query), headers, body, TimeProvider.System.GetUtcNow());
    }

    private async Task<byte[]> ReadBodyAsync(Dictionary<string, string> headers)
    {
        if (!headers.ContainsKey("Transfer-Encoding"))
        {
            return await ReadBytesAsync(
                headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0);
        }

        var body = new List<byte>();
        while (int.Parse((await ReadLineAsync())!, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var chunk)
        {
            body.AddRange(await ReadBytesAsync(chunk));
            await ReadLineAsync();
        }

        await ReadLineAsync();
        return [.. body];
    }

    private static Dictionary<string, string> ParseQuery(string query) => query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? string.Empty));

    private async Task<string?> ReadLineAsync()
    {
        var line = new List<byte>();
        while (_start < _filled || await ReceiveAsync())
        {
            var next = _buffer[_start++];
            if (next == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(next);
        }

        return null;
    }

    private async Task<byte[]> ReadBytesAsync(int count)
    {
        var bytes = new List<byte>(count);
        while (bytes.Count < count && (_start < _filled || await ReceiveAsync()))
        {
            var taken = Math.Min(count - bytes.Count, _filled - _start);
            bytes.AddRange(_buffer.AsSpan(_start, taken));
            _start += taken;
        }

        return [.. bytes];
    }

    private async Task<bool> ReceiveAsync()
    {
        _start = 0;
        _filled = await socket.ReceiveAsync(_buffer, end);
        return _filled > 0;
    }
}
