using System.Net;
using System.Net.Sockets;

namespace Commerce.Api.Load.Telemetry;

/// <summary>Takes OTLP over HTTP as a collector would, and keeps nothing but its size.</summary>
internal sealed class TelemetrySink : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _taking;
    private long _bytes;

    public TelemetrySink()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _taking = TakeAsync();
    }

    /// <summary>For <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, with protocol <c>http/protobuf</c>.</summary>
    public Uri Address { get; }

    public long Bytes => Interlocked.Read(ref _bytes);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _taking;
        _listener.Close();
    }

    private async Task TakeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                await context.Request.InputStream.CopyToAsync(Stream.Null);
                Interlocked.Add(ref _bytes, Math.Max(0, context.Request.ContentLength64));
                context.Response.ContentType = "application/x-protobuf"; // An empty answer of this kind means: all accepted.
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                // Who sent it has gone, or the sink is being closed.
            }
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
