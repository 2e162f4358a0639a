using System.Net;
using Microsoft.Extensions.Time.Testing;
using Polly.Timeout;

namespace Commerce.CircuitBreaker.Tests.Http;

/// <summary>The scenarios of the specification through a real HTTP client and a real server; only time is virtual.</summary>
public sealed class HttpScenarioTests : IAsyncLifetime
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
    private PgPeer _peer = null!;
    private PgClients _clients = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _peer = await PgPeer.StartAsync(Ct);
        _clients = new PgClients(_peer.Address, _time);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.Dispose();
        await _peer.DisposeAsync();
    }

    [Fact]
    public async Task Twelve_of_twenty_failures_open_ten_seconds_half_open_five_good_calls_close()
    {
        await PayAsync(times: 8, HttpStatusCode.OK);
        await PayAsync(times: 11, HttpStatusCode.InternalServerError);
        Assert.Equal(CircuitBreakerState.Closed, _clients.Payments.Breaker.State);
        await PayAsync(times: 1, HttpStatusCode.BadGateway);
        Assert.Equal(
            (CircuitBreakerState.Open, 60f), (_clients.Payments.Breaker.State, _clients.Payments.Breaker.GetSnapshot().FailureRate));

        var refusal = await Assert.ThrowsAsync<CallNotPermittedException>(() => _clients.PayAsync(Ct));
        Assert.Equal(("pg-payments", TimeSpan.FromSeconds(10), 20), (refusal.CircuitName, refusal.RetryAfter, _peer.Requests));

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(CircuitBreakerState.HalfOpen, _clients.Payments.Breaker.State);

        await PayAsync(times: 5, HttpStatusCode.OK);
        Assert.Equal((CircuitBreakerState.Closed, 25), (_clients.Payments.Breaker.State, _peer.Requests));
    }

    [Fact]
    public async Task Slow_calls_alone_open_it()
    {
        await PayAsync(times: 10, HttpStatusCode.OK);
        _peer.Answer = _ =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(2_001));
            return Task.CompletedTask;
        };
        for (var call = 0; call < 10; call++)
        {
            Assert.Equal(CircuitBreakerState.Closed, _clients.Payments.Breaker.State);
            (await _clients.PayAsync(Ct)).Dispose();
        }

        var now = _clients.Payments.Breaker.GetSnapshot();
        Assert.Equal((CircuitBreakerState.Open, 0f, 50f), (now.State, now.FailureRate, now.SlowCallRate));
    }

    [Fact]
    public async Task Bad_lookups_do_not_touch_payments()
    {
        _peer.AnswerWith(500);
        for (var call = 0; call < 4; call++)
        {
            (await _clients.LookUpAsync(Ct)).Dispose();
        }

        Assert.Equal(4, _clients.Lookups.Breaker.GetSnapshot().FailedCalls);
        Assert.Equal(
            (CircuitBreakerState.Closed, 0), (_clients.Payments.Breaker.State, _clients.Payments.Breaker.GetSnapshot().BufferedCalls));

        _clients.Lookups.Breaker.TransitionTo(CircuitBreakerState.Open);
        await Assert.ThrowsAsync<CallNotPermittedException>(() => _clients.LookUpAsync(Ct));
        await PayAsync(times: 1, HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_timeout_is_a_slow_failure()
    {
        var received = Hang();
        var call = _clients.PayAsync(Ct);
        await received.WaitAsync(Generous, Ct);

        _time.Advance(TimeSpan.FromSeconds(3));

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Equal(
            (1, 1), (_clients.Payments.Breaker.GetSnapshot().FailedCalls, _clients.Payments.Breaker.GetSnapshot().SlowFailedCalls));
    }

    [Fact]
    public async Task A_caller_who_gives_up_counts_for_nothing()
    {
        var received = Hang();
        using var caller = new CancellationTokenSource();
        var call = _clients.PayAsync(caller.Token);
        await received.WaitAsync(Generous, Ct);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(0, _clients.Payments.Breaker.GetSnapshot().BufferedCalls);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task A_refusal_by_the_peer_counts_for_nothing(HttpStatusCode status)
    {
        await PayAsync(times: 25, status);

        Assert.Equal(
            (CircuitBreakerState.Closed, 0), (_clients.Payments.Breaker.State, _clients.Payments.Breaker.GetSnapshot().BufferedCalls));
    }

    [Fact]
    public async Task A_peer_that_is_not_there_and_one_that_hangs_up_are_failures()
    {
        _peer.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        await Assert.ThrowsAsync<HttpRequestException>(() => _clients.PayAsync(Ct));

        await _peer.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => _clients.PayAsync(Ct));

        Assert.Equal(2, _clients.Payments.Breaker.GetSnapshot().FailedCalls);
    }

    [Fact]
    public async Task Half_open_lets_five_requests_reach_the_peer_and_no_more()
    {
        var (release, arrived) = (new TaskCompletionSource(), new CountdownEvent(5));
        _peer.Answer = _ =>
        {
            arrived.Signal();
            return release.Task;
        };
        _clients.Payments.Breaker.TransitionTo(CircuitBreakerState.Open);
        _clients.Payments.Breaker.TransitionTo(CircuitBreakerState.HalfOpen);

        var calls = Enumerable.Range(0, 20).Select(_ => _clients.PayAsync(Ct)).ToList();
        await Task.Run(() => arrived.Wait(Generous, Ct), Ct);
        var refused = await Task.WhenAll(
            calls.Where(call => call.IsFaulted).Select(call => Assert.ThrowsAsync<CallNotPermittedException>(() => call)));
        Assert.Equal((15, 5), (refused.Length, _peer.Requests));

        release.SetResult();
        await Task.WhenAll(calls.Where(call => !call.IsFaulted));
        Assert.Equal((CircuitBreakerState.Closed, 5), (_clients.Payments.Breaker.State, _peer.Requests));
    }

    private async Task PayAsync(int times, HttpStatusCode status)
    {
        _peer.AnswerWith((int)status);
        for (var call = 0; call < times; call++)
        {
            using var response = await _clients.PayAsync(Ct);
            Assert.Equal(status, response.StatusCode);
        }
    }

    private Task Hang()
    {
        var received = new TaskCompletionSource();
        _peer.Answer = context =>
        {
            var gone = new TaskCompletionSource();
            context.RequestAborted.Register(gone.SetResult);
            received.SetResult();
            return gone.Task;
        };
        return received.Task;
    }
}
