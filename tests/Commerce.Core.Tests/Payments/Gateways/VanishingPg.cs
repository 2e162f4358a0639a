using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Commerce.Core.Tests.Payments.Gateways;

/// <summary>A PG that answers one payment with 500, one lookup with 404, and lets nobody connect from then on.</summary>
internal sealed class VanishingPg : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _answers;

    public VanishingPg()
    {
        _listener.Start();
        _answers = AnswerAsync();
    }

    public string Address => $"http://{_listener.LocalEndpoint}";

    public async ValueTask DisposeAsync()
    {
        await _answers;
        _listener.Dispose();
    }

    private async Task AnswerAsync()
    {
        using var payment = await _listener.AcceptTcpClientAsync();
        await AnswerAsync(payment, "500 Internal Server Error");
        using var lookup = await _listener.AcceptTcpClientAsync();
        _listener.Stop();
        await AnswerAsync(lookup, "404 Not Found");
    }

    private static async Task AnswerAsync(TcpClient client, string status)
    {
        var stream = client.GetStream();
        await stream.ReadAtLeastAsync(new byte[4096], 1);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 2\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{{}}"));
    }
}
