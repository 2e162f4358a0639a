using Commerce.Api.Tests.Hosting;
using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Commerce.Core.Gateways.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MySqlConnector;
using Polly;

namespace Commerce.Api.Tests.Replicas;

/// <summary>Processes on one database tell each other of their breakers, as far as they are told to.</summary>
public sealed class SharedCircuitsTests(RunningApi api)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_learns_the_others_know_and_an_operator_reaches_all_of_them_and_who_comes_later()
    {
        using var one = await StartAsync(shared: true);
        using var other = await StartAsync(shared: true);
        using var alone = await StartAsync(shared: false);

        await FailAsync(one);
        await UntilAsync(other, CircuitBreakerState.Open);
        Assert.Equal(CircuitBreakerState.Closed, BreakerOf(alone).State);

        BreakerOf(other).TransitionTo(CircuitBreakerState.ForcedOpen);
        await UntilAsync(one, CircuitBreakerState.ForcedOpen);
        using var later = await StartAsync(shared: true);
        await UntilAsync(later, CircuitBreakerState.ForcedOpen);

        BreakerOf(later).Reset();
        await UntilAsync(one, CircuitBreakerState.Closed);
        await UntilAsync(other, CircuitBreakerState.Closed);
        Assert.Equal(CircuitBreakerState.Closed, BreakerOf(alone).State);
        await Task.WhenAll(one.StopAsync(_ct), other.StopAsync(_ct), alone.StopAsync(_ct), later.StopAsync(_ct));
    }

    [Fact]
    public async Task What_calls_taught_takes_no_operators_word_away()
    {
        await using var database = await api.OpenDatabaseAsync();
        using var process = await StartAsync(shared: true);
        var notices = process.Services.GetRequiredService<Core.Circuits.CircuitNotices>();
        var circuit = $"of this test {Guid.NewGuid():N}";

        await notices.TellAsync(circuit, "FORCED_OPEN", byOperator: true, lifetime: null, _ct);
        await notices.TellAsync(circuit, "OPEN", byOperator: false, TimeSpan.FromSeconds(10), _ct);
        Assert.Equal("FORCED_OPEN 1", await ReadAsync(database, circuit));

        await notices.TellAsync(circuit, "CLOSED", byOperator: true, lifetime: null, _ct);
        await notices.TellAsync(circuit, "OPEN", byOperator: false, TimeSpan.FromSeconds(10), _ct);
        Assert.Equal("OPEN 3", await ReadAsync(database, circuit));
        await process.StopAsync(_ct);
    }

    private async Task<string?> ReadAsync(MySqlConnection database, string circuit)
    {
        await using var read = new MySqlCommand("SELECT CONCAT(state, ' ', sequence) FROM circuit_notices WHERE circuit = @c", database);
        read.Parameters.AddWithValue("@c", circuit);
        return (string?)await read.ExecuteScalarAsync(_ct);
    }

    private async Task<IHost> StartAsync(bool shared)
    {
        var process = await api.AnotherProcessAsync(
            TimeProvider.System, settings: [("SharedCircuits:Enabled", $"{shared}"), ("SharedCircuits:ReadInterval", "00:00:00.1")]);
        await process.StartAsync(_ct);
        return process;
    }

    // The breaker of cancels, which no other test's processes listen to.
    private static SlidingWindowCircuitBreaker BreakerOf(IHost process) =>
        process.Services.GetRequiredService<CircuitBreakerRegistry>().Get(PgCircuitBreakers.Cancels).Breaker;

    private async Task FailAsync(IHost process)
    {
        var pipeline = new ResiliencePipelineBuilder<bool>()
            .AddSlidingWindowCircuitBreaker(
                BreakerOf(process), new() { ShouldHandle = static call => new ValueTask<bool>(!call.Outcome.Result) })
            .Build();
        while (BreakerOf(process).State == CircuitBreakerState.Closed)
        {
            await pipeline.ExecuteAsync(static _ => new ValueTask<bool>(false), _ct);
        }
    }

    private async Task UntilAsync(IHost process, CircuitBreakerState wanted)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_ct);
        limit.CancelAfter(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (BreakerOf(process).State != wanted)
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}
