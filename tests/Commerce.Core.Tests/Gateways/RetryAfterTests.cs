using System.Diagnostics;
using System.Globalization;
using Commerce.Core.Gateways;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Commerce.TestHost.Gateways;
using Microsoft.AspNetCore.Http;

namespace Commerce.Core.Tests.Gateways;

/// <summary>
/// A PG that wants to be left alone is left alone for as long as it says, and no customer waits for that beyond his time.
/// </summary>
public sealed class RetryAfterTests : IAsyncDisposable
{
    private static readonly MemberId Member = new("demo1");

    private static readonly GatewayRequest Request = new(
        Member, PaymentId: 7, OrderId: 1, Card.Parse("SAMSUNG", "1234-5678-9814-1451"), Amount: 5_000);

    private ScriptedPg? _pg;
    private GatewayHost? _host;

    public async ValueTask DisposeAsync()
    {
        _host?.Dispose();
        await (_pg?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Theory]
    [InlineData(503, false)]
    [InlineData(429, false)]
    [InlineData(503, true)]
    public async Task Nobody_asks_again_before_the_time_is_over(int status, bool asDate)
    {
        var gateway = await GatewayAsync(("Pg:TimeLimit", "00:00:10"), ("Pg:HonoursIdempotencyKey", "true"));
        _pg!.OnSend(Wanting(status, seconds: 2, asDate), ScriptedPg.Accepted("20250816:TR:a"));
        var clock = Stopwatch.StartNew();

        var result = await gateway.RequestAsync(Request, TestContext.Current.CancellationToken);

        Assert.Equal(new GatewayResult.Accepted(new TransactionKey("20250816:TR:a")), result);
        Assert.Equal(2, _pg.IdempotencyKeys.Count);
        // A date has whole seconds.
        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds(asDate ? 1 : 1.9), $"It was asked again after {clock.Elapsed}.");
    }

    [Fact]
    public async Task A_pause_beyond_the_customers_time_is_not_waited_for()
    {
        var gateway = await GatewayAsync();
        _pg!.OnSend(Wanting(503, seconds: 30, asDate: false));

        var first = await gateway.RequestAsync(Request, TestContext.Current.CancellationToken);
        var second = await gateway.RequestAsync(Request, TestContext.Current.CancellationToken);
        var look = await gateway.LookUpByOrderAsync(Member, AskedPg.Name, TestContext.Current.CancellationToken);
        var lookByKey = await gateway.LookUpByKeyAsync(Member, new TransactionKey("20250816:TR:a"), TestContext.Current.CancellationToken);

        Assert.IsType<GatewayResult.Unknown>(first); // It may have been kept.
        Assert.IsType<GatewayResult.NotSent>(second);
        Assert.False(Assert.IsType<GatewayOrderLookup.Unknown>(look).WasAsked);
        Assert.False(Assert.IsType<GatewayLookup.Unknown>(lookByKey).WasAsked);
        Assert.False(gateway.CanBeAsked);
        Assert.Single(_pg.IdempotencyKeys);
    }

    [Fact]
    public async Task Neither_a_cancel_nor_the_books_are_asked_for_meanwhile()
    {
        var ct = TestContext.Current.CancellationToken;
        var gateway = await GatewayAsync();
        var key = new TransactionKey("20250816:TR:a");
        _pg!.OnSend(Wanting(429, seconds: 30, asDate: false));
        await gateway.RequestAsync(Request, ct);

        var (books, refusal, wasHeard) = await gateway.VoidAsync(Member, key, ct);
        var read = await ((IGatewayBooks)gateway).ReadBooksAsync(new DateOnly(2025, 8, 16), TimeSpan.FromSeconds(10), ct).ToListAsync(ct);

        Assert.False(Assert.IsType<GatewayLookup.Unknown>(books).WasAsked); // So it counts as no try.
        Assert.Equal((null, false), (refusal, wasHeard));
        Assert.Empty(_pg.Cancels);
        Assert.Contains("left alone", Assert.IsType<GatewayBookRead.Broken>(Assert.Single(read)).Reason, StringComparison.Ordinal);
        Assert.Empty(_pg.BooksAskedFor);
    }

    [Fact]
    public async Task A_shorter_pause_does_not_end_a_longer_one()
    {
        var gateway = await GatewayAsync(("Pg:TimeLimit", "00:00:20"));
        var (arrived, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _pg!.OnSend(
            async context =>
            {
                arrived.SetResult();
                await answer.Task;
                await Wanting(429, seconds: 0, asDate: false)(context);
            },
            Wanting(503, seconds: 30, asDate: false));

        var slow = gateway.RequestAsync(Request, TestContext.Current.CancellationToken);
        await arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        await gateway.RequestAsync(Request with { PaymentId = 8 }, TestContext.Current.CancellationToken);
        answer.SetResult();
        await slow;

        Assert.False(gateway.CanBeAsked);
    }

    [Fact]
    public async Task What_the_pg_asks_for_has_a_limit()
    {
        var gateway = await GatewayAsync(("Pg:LongestPause", "00:00:00.1"));
        _pg!.OnSend(Wanting(503, seconds: 86_400, asDate: false), ScriptedPg.Accepted("20250816:TR:b"));

        await gateway.RequestAsync(Request, TestContext.Current.CancellationToken);

        Assert.IsType<GatewayResult.Accepted>(await gateway.RequestAsync(Request, TestContext.Current.CancellationToken));
    }

    private async Task<IDirectGateway> GatewayAsync(params (string Key, string Value)[] settings)
    {
        _pg = await ScriptedPg.StartAsync();
        _host = new GatewayHost(_pg.Address, settings);
        return _host.First;
    }

    private static Func<HttpContext, Task> Wanting(int status, int seconds, bool asDate) => context =>
    {
        context.Response.Headers.RetryAfter = asDate
            ? (TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(seconds)).ToString("R", CultureInfo.InvariantCulture)
            : seconds.ToString(CultureInfo.InvariantCulture);
        return ScriptedPg.Json(status, """{"meta":{"result":"FAIL"}}""")(context);
    };
}
