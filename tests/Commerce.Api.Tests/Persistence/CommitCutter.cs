using System.Net;
using System.Net.Sockets;
using MySqlConnector;

namespace Commerce.Api.Tests.Persistence;

/// <summary>
/// A proxy in front of a MySQL server that cuts the connection at a COMMIT: before the server hears of it, or when the server has answered
/// and the client has not heard that.
/// </summary>
internal sealed class CommitCutter : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly MySqlConnectionStringBuilder _server;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _accepting;
    private int _armed; // 1: cut before, 2: cut after.

    public CommitCutter(string connectionString)
    {
        _server = new MySqlConnectionStringBuilder(connectionString);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>For who goes through the proxy: without encryption, through which it could not see.</summary>
    public string ConnectionString => new MySqlConnectionStringBuilder(_server.ConnectionString)
    {
        Server = "127.0.0.1",
        Port = (uint)((IPEndPoint)_listener.LocalEndpoint).Port,
        SslMode = MySqlSslMode.Disabled,
        AllowPublicKeyRetrieval = true,
    }.ConnectionString;

    /// <summary>Whether it has cut since it was told to.</summary>
    public bool HasCut => Volatile.Read(ref _armed) == 0;

    /// <summary>Cuts at the next COMMIT.</summary>
    public void Arm(bool takesPlace) => Volatile.Write(ref _armed, takesPlace ? 2 : 1);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        var served = new List<Task>();
        try
        {
            while (true)
            {
                served.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_ended.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(served);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(_server.Server, (int)_server.Port, _ended.Token);
            var cut = new TaskCompletionSource();
            await Task.WhenAny(
                AnswersAsync(server.GetStream(), client.GetStream(), cut), QuestionsAsync(client.GetStream(), server.GetStream(), cut));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // Whoever is at either end has seen it.
        }
    }

    private async Task QuestionsAsync(NetworkStream client, NetworkStream server, TaskCompletionSource cut)
    {
        var buffer = new byte[64 * 1024];
        while (await client.ReadAsync(buffer, _ended.Token) is > 0 and var length)
        {
            // A packet's length and number, the command "query", perhaps that it has no attributes, and its text.
            var isCommit = length is >= 11 and < 20 && buffer[4] == 3 && buffer.AsSpan(0, length).EndsWith("commit"u8);
            var armed = isCommit ? Interlocked.Exchange(ref _armed, 0) : 0;
            if (armed == 1)
            {
                return;
            }

            if (armed == 2)
            {
                cut.SetResult();
            }

            await server.WriteAsync(buffer.AsMemory(0, length), _ended.Token);
        }
    }

    private async Task AnswersAsync(NetworkStream server, NetworkStream client, TaskCompletionSource cut)
    {
        var buffer = new byte[64 * 1024];
        while (await server.ReadAsync(buffer, _ended.Token) is > 0 and var length)
        {
            if (cut.Task.IsCompleted)
            {
                return; // The server has answered the COMMIT.
            }

            await client.WriteAsync(buffer.AsMemory(0, length), _ended.Token);
        }
    }
}
