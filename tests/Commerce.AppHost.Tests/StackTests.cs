using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Commerce.TestHost;

namespace Commerce.AppHost.Tests;

public sealed class StackTests(StackFixture running) : IClassFixture<StackFixture>
{
    private readonly CommerceStack _stack = running.Stack;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StackResources.PgSimulator)]
    [InlineData(StackResources.Api)]
    [InlineData(StackResources.Worker)]
    public async Task Each_service_answers_its_health_check(string service)
    {
        using var client = _stack.CreateClient(service);

        using var answer = await client.GetAsync("/health", _ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_service_starts_after_what_it_needs()
    {
        // The other tests restart single services; a stack of its own shows the order of the start.
        await using var stack = await CommerceStack.CreateAsync(cancellationToken: _ct);
        var (mysql, pg, api, worker) =
            (StartOf(StackResources.MySql), StartOf(StackResources.PgSimulator), StartOf(StackResources.Api), StartOf(
                StackResources.Worker));

        Assert.True(
            mysql < pg && mysql < api && pg < worker && api < worker, $"mysql {mysql:O}, PG {pg:O}, API {api:O}, worker {worker:O}");

        DateTime StartOf(string name) => Process.GetProcessById(stack.PidOf(name)!.Value).StartTime;
    }

    [Fact]
    public async Task A_stopped_service_refuses_connections_and_can_be_started_again()
    {
        await _stack.StopAsync(StackResources.PgSimulator, _ct);

        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => HealthAsync(StackResources.PgSimulator));
        Assert.Equal(HttpRequestError.ConnectionError, refusal.HttpRequestError);
        Assert.Null(_stack.PidOf(StackResources.PgSimulator));

        await _stack.StartAsync(StackResources.PgSimulator, _ct);
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(StackResources.PgSimulator));
    }

    [Fact]
    public async Task A_killed_service_stays_down_until_it_is_started()
    {
        await _stack.KillAsync(StackResources.Worker, _ct);

        await Assert.ThrowsAsync<HttpRequestException>(() => HealthAsync(StackResources.Worker));

        await _stack.StartAsync(StackResources.Worker, _ct);
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(StackResources.Worker));
    }

    [Fact]
    public async Task A_paused_service_accepts_and_does_not_answer_until_it_is_resumed()
    {
        Task<HttpStatusCode> answer;
        _stack.Pause(StackResources.Api);
        try
        {
            var address = _stack.AddressOf(StackResources.Api);
            using var client = new TcpClient();
            await client.ConnectAsync(address.Host, address.Port, _ct);
            answer = HealthAsync(StackResources.Api);
            using var moment = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer.WaitAsync(moment.Token));
        }
        finally
        {
            _stack.Resume(StackResources.Api);
        }

        Assert.Equal(HttpStatusCode.OK, await answer);
    }

    [Fact]
    public async Task A_paused_service_can_be_stopped()
    {
        _stack.Pause(StackResources.Worker);

        await _stack.StopAsync(StackResources.Worker, _ct);

        // In good order: it was woken to hear that it should end.
        Assert.Contains(
            _stack.OutputOf(StackResources.Worker), line => line.Contains("Application is shutting down", StringComparison.Ordinal));
        await _stack.StartAsync(StackResources.Worker, _ct);
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(StackResources.Worker));
    }

    [Fact]
    public async Task A_restarted_service_is_a_new_process_at_the_same_address()
    {
        var (pid, address) = (_stack.PidOf(StackResources.Api), _stack.AddressOf(StackResources.Api));

        await _stack.RestartAsync(StackResources.Api, _ct);

        Assert.NotEqual(pid, _stack.PidOf(StackResources.Api));
        Assert.Equal(address, _stack.AddressOf(StackResources.Api));
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(StackResources.Api));
    }

    [Fact]
    public void What_a_service_writes_can_be_read() =>
        Assert.Contains(_stack.OutputOf(StackResources.Api), line => line.Contains("Now listening on", StringComparison.Ordinal));

    private async Task<HttpStatusCode> HealthAsync(string service)
    {
        using var client = new HttpClient { BaseAddress = _stack.AddressOf(service) };
        using var answer = await client.GetAsync("/health", _ct);
        return answer.StatusCode;
    }
}
