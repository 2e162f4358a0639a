using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Commerce.Api.Tests.Overload;

/// <summary>An order that comes in byte by byte holds nobody's place.</summary>
public sealed class SlowBodyTests(NarrowShop shop) : IClassFixture<NarrowShop>
{
    [Fact]
    public async Task Orders_are_placed_while_bodies_of_others_trickle_in_and_these_are_placed_when_they_are_here()
    {
        // As many as are placed at once and may wait.
        using var one = await SlowOrder.BeginAsync(shop, "demo1");
        using var other = await SlowOrder.BeginAsync(shop, "demo2");

        shop.PgAccepts("20260101:TR:fast");
        Assert.Equal(HttpStatusCode.Accepted, (await shop.PlaceAsync("demo3")).Status);

        shop.PgAccepts("20260101:TR:slow");
        Assert.StartsWith("HTTP/1.1 202 ", await one.EndAsync(), StringComparison.Ordinal);
    }
}

/// <summary>A body has its time.</summary>
public sealed class EndlessBodyTests(EndlessBodyTests.HastyShop shop) : IClassFixture<EndlessBodyTests.HastyShop>
{
    public sealed class HastyShop(Hosting.RunningApi api) : NarrowShop(api)
    {
        protected override TimeSpan BodyTimeout => TimeSpan.FromSeconds(1);
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_answered_408_and_its_connection_ends()
    {
        using var endless = await SlowOrder.BeginAsync(shop, "demo1");

        var answer = await endless.ReadAsync().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
    }
}

/// <summary>An order of which the server has the beginning and waits for the rest.</summary>
internal sealed class SlowOrder(TcpClient socket) : IDisposable
{
    private const string Body =
        $$"""{"items":[{"productId":4,"quantity":1}],"cardType":"KB","cardNo":"1234-5678-9814-1451"}""";

    private readonly StreamReader _reader = new(socket.GetStream());

    public static async Task<SlowOrder> BeginAsync(NarrowShop shop, string member)
    {
        var order = new SlowOrder(await shop.ConnectAsync());
        await order.SendAsync(
            $"POST /api/v1/orders HTTP/1.1\r\nHost: shop\r\nX-USER-ID: {member}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {Body.Length}\r\nExpect: 100-continue\r\n\r\n");
        // The server says so when it begins to read the body, and not before.
        Assert.Equal("HTTP/1.1 100 Continue", await order._reader.ReadLineAsync(Ct).AsTask().WaitAsync(TimeSpan.FromMinutes(1), Ct));
        Assert.Equal("", await order._reader.ReadLineAsync(Ct));
        await order.SendAsync(Body[..10]);
        return order;
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Sends the rest.</summary>
    /// <returns>The first line of the answer.</returns>
    public async Task<string?> EndAsync()
    {
        await SendAsync(Body[10..]);
        return await _reader.ReadLineAsync(Ct);
    }

    /// <summary>Reads to the end of the connection.</summary>
    public Task<string> ReadAsync() => _reader.ReadToEndAsync(Ct);

    public void Dispose()
    {
        _reader.Dispose();
        socket.Dispose();
    }

    private Task SendAsync(string text) => socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), Ct).AsTask();
}
