using Commerce.CircuitBreaker;
using Commerce.Core.Gateways;
using Commerce.TestHost.Gateways;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.Core.Tests.Gateways.Toss;

/// <summary>Toss's circuits: what is slow for it, and whom its trouble stops (I16).</summary>
public sealed class TossBreakersTests
{
    private static readonly string[] Others = ["toss-lookups", "toss-cancels", "pg-payments", "pg-lookups", "pg-cancels"];

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("toss-payments", 60, 60, 20, 30)]
    [InlineData("toss-lookups", 60, 80, 4, 5)]
    [InlineData("toss-cancels", 120, 80, 20, 30)]
    public async Task The_numbers_are_those_that_the_guide_names(string breaker, int window, int failures, int slow, int limit)
    {
        await using var host = await TossHost.StartAsync();

        var settings = host.BreakerOf(breaker).Settings;

        Assert.Equal((SlidingWindowType.Time, window, 10), (settings.WindowType, settings.WindowSize, settings.MinimumNumberOfCalls));
        Assert.Equal((failures, 90f), ((int)settings.FailureRateThreshold, settings.SlowCallRateThreshold));
        Assert.Equal(
            (TimeSpan.FromSeconds(slow), TimeSpan.FromSeconds(limit)), (settings.SlowCallDurationThreshold, settings.CallTimeLimit));
    }

    [Theory]
    [InlineData(5, CircuitBreakerState.Closed)]
    [InlineData(19, CircuitBreakerState.Closed)]
    [InlineData(21, CircuitBreakerState.Open)]
    public async Task A_confirm_may_take_its_seconds_without_being_slow(int seconds, CircuitBreakerState state)
    {
        const int Calls = 12;
        var time = new FakeTimeProvider();
        await using var host = await TossHost.StartAsync(time);
        var (arrived, answer) = (new CountdownEvent(Calls), new TaskCompletionSource());
        for (var i = 0; i < Calls; i++)
        {
            host.Toss.OnConfirm(TossHost.Key.Value, async (context, asked) =>
            {
                arrived.Signal();
                await answer.Task;
                await context.Response.WriteAsJsonAsync(host.Toss.Capture(asked.PaymentKey), _ct);
            });
        }

        var confirms = Enumerable.Range(0, Calls).Select(_ => host.ConfirmAsync()).ToList();
        await Task.Run(() => arrived.Wait(_ct), _ct);
        time.Advance(TimeSpan.FromSeconds(seconds));
        answer.SetResult();

        Assert.All(await Task.WhenAll(confirms), confirmed => Assert.IsType<GatewayConfirmation.Concluded>(confirmed));
        var circuit = host.BreakerOf("toss-payments").Breaker.GetSnapshot();
        Assert.Equal(state, circuit.State);
        Assert.True(state == CircuitBreakerState.Open || (circuit.SlowCalls, circuit.BufferedCalls) == (0, Calls), $"{circuit}");
    }

    [Fact]
    public async Task Trouble_with_its_confirms_stops_neither_looks_nor_another_gateway()
    {
        await using var pg = await ScriptedPg.StartAsync();
        await using var host = await TossHost.StartAsync(("Pg:BaseAddress", pg.Address.ToString()));
        for (var i = 0; i < 10; i++)
        {
            host.Toss.OnConfirm(TossHost.Key.Value, 500, "FAILED_INTERNAL_SYSTEM_PROCESSING");
            Assert.IsType<GatewayConfirmation.Unknown>(await host.ConfirmAsync());
        }

        Assert.IsType<GatewayConfirmation.NotSent>(await host.ConfirmAsync());
        pg.OnSend(ScriptedPg.Accepted("k1"));

        Assert.Equal(10, host.Toss.Confirms.Count);
        Assert.True(host.Gateway.CanBeAsked);
        Assert.IsType<GatewayLookup.Found>(await host.LookAsync());
        Assert.IsType<GatewayResult.Accepted>(await host.Direct.RequestAsync(AskedPg.Request, _ct));
        Assert.Equal(CircuitBreakerState.Open, host.BreakerOf("toss-payments").Breaker.State);
        Assert.All(Others, breaker => Assert.Equal(CircuitBreakerState.Closed, host.BreakerOf(breaker).Breaker.State));
    }

    [Fact]
    public async Task Trouble_with_another_gateway_stops_no_confirm()
    {
        await using var pg = await ScriptedPg.StartAsync();
        await using var host = await TossHost.StartAsync(
            ("Pg:BaseAddress", pg.Address.ToString()), ("Pg:MaxSends", "1"), AskedPg.Idempotent);
        for (var i = 0; i < 20; i++)
        {
            Assert.IsType<GatewayResult.Refused>(await host.Direct.RequestAsync(AskedPg.Request, _ct));
        }

        Assert.IsType<GatewayResult.NotSent>(await host.Direct.RequestAsync(AskedPg.Request, _ct));
        Assert.IsType<GatewayConfirmation.Concluded>(await host.ConfirmAsync());
    }
}
