using System.Globalization;
using System.Net;
using System.Text;

namespace Commerce.TestHost.Gateways;

/// <summary>
/// What a <see cref="FakePg"/> puts on the wire: bytes, pauses between them, and how the connection ends. Start from one of the
/// ready-made ones; <see cref="Raw"/> is for what no HTTP library would send.
/// </summary>
public sealed record FakePgAnswer
{
    private FakePgAnswer()
    {
    }

    /// <summary>The bytes in turn, each after its pause.</summary>
    internal IReadOnlyList<(TimeSpan Pause, ReadOnlyMemory<byte> Bytes)> Parts { get; private init; } = [];

    internal FakePgEnding Ending { get; private init; }

    /// <summary>The request is read, and nothing ever comes back.</summary>
    public static FakePgAnswer Silence { get; } = new() { Ending = FakePgEnding.Silence };

    /// <summary>The request is read, and the connection is reset.</summary>
    public static FakePgAnswer Cut { get; } = new() { Ending = FakePgEnding.Reset };

    /// <summary>The PG's envelope around some data.</summary>
    public static FakePgAnswer Success(string data, int status = 200) => Json(status, $$$"""{"meta":{"result":"SUCCESS"},"data":{{{data}}}}""");

    /// <summary>A payment is accepted under this key.</summary>
    public static FakePgAnswer Accepted(string key) => Success($$"""{"transactionKey":"{{key}}","status":"PENDING"}""");

    /// <summary>No, in the PG's own envelope.</summary>
    public static FakePgAnswer Fail(int status, string message, params (string Name, string Value)[] headers) =>
        Json(status, $$$"""{"meta":{"result":"FAIL","errorCode":"x","message":"{{{message}}}"}}""", headers);

    public static FakePgAnswer Json(int status, string body, params (string Name, string Value)[] headers) =>
        Of(status, "application/json", body, headers);

    /// <summary>A page as a proxy in front of the PG answers it.</summary>
    public static FakePgAnswer Html(int status, params (string Name, string Value)[] headers) =>
        Of(status, "text/html", $"<html><head><title>{status}</title></head><body><h1>{status}</h1><hr>proxy</body></html>", headers);

    /// <summary>Any status, type, body and headers. With <c>Connection: close</c> among these the connection is closed indeed.</summary>
    public static FakePgAnswer Of(int status, string mediaType, string body, params (string Name, string Value)[] headers)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var head = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} {(HttpStatusCode)status}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Type: {mediaType}; charset=utf-8\r\nContent-Length: {bytes.Length}\r\n");
        foreach (var (name, value) in headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return new()
        {
            Parts = [(TimeSpan.Zero, Encoding.UTF8.GetBytes($"{head}\r\n")), (TimeSpan.Zero, bytes)],
            Ending = headers.Contains(("Connection", "close")) ? FakePgEnding.Close : FakePgEnding.KeepAlive,
        };
    }

    /// <summary>These bytes, whatever they are; then the connection is closed.</summary>
    public static FakePgAnswer Raw(string bytes) =>
        new() { Parts = [(TimeSpan.Zero, Encoding.UTF8.GetBytes(bytes))], Ending = FakePgEnding.Close };

    /// <summary>The same, after a pause.</summary>
    public FakePgAnswer After(TimeSpan pause) => this with { Parts = [(pause, ReadOnlyMemory<byte>.Empty), .. Parts] };

    /// <summary>The same, but only the first so many bytes of it; then the connection is reset, or nothing more comes.</summary>
    public FakePgAnswer CutAt(int bytes, bool silently = false)
    {
        var all = Parts.SelectMany(part => part.Bytes.ToArray()).Take(bytes).ToArray();
        return new() { Parts = [(TimeSpan.Zero, all)], Ending = silently ? FakePgEnding.Silence : FakePgEnding.Reset };
    }

    /// <summary>The same, so many bytes at a time with a pause before each.</summary>
    public FakePgAnswer Dripping(int bytes, TimeSpan pause) => this with
    {
        Parts = [.. Parts.SelectMany(part => part.Bytes.ToArray()).Chunk(bytes).Select(chunk => (pause, (ReadOnlyMemory<byte>)chunk))],
    };
}

internal enum FakePgEnding
{
    /// <summary>The next request may come on the same connection.</summary>
    KeepAlive,
    Close,
    Reset,

    /// <summary>The connection stays open until the other side gives up.</summary>
    Silence,
}
