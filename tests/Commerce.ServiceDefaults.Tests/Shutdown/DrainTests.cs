using System.Net;
using Commerce.ServiceDefaults.Shutdown;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.ServiceDefaults.Tests.Shutdown;

/// <summary>A process that was told to end: not ready any more, and still there for who does not know it yet.</summary>
public sealed class DrainTests : IAsyncDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource _begun = new();
    private readonly TaskCompletionSource _goOn = new();
    private WebApplication? _app;

    [Fact]
    public async Task It_says_so_and_takes_requests_until_its_time_is_over()
    {
        using var client = await StartAsync(drains: true);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/ready"));

        var ending = EndAsync();
        await UntilAsync(async () => await StatusAsync(client, "/ready") == HttpStatusCode.ServiceUnavailable);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/alive"));
        using var answer = await client.GetAsync("/quick", _ct);
        Assert.Equal((HttpStatusCode.OK, true), (answer.StatusCode, answer.Headers.ConnectionClose));
        Assert.False(ending.IsCompleted);
        await UntilAsync(() => Task.FromResult(IsOver(ending)));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/quick", _ct));
    }

    [Fact]
    public async Task A_request_under_way_is_answered_after_the_server_has_stopped_to_listen()
    {
        using var client = await StartAsync(drains: true);
        var slow = client.GetAsync("/slow", _ct);
        await _begun.Task.WaitAsync(Patience, _ct);

        var ending = EndAsync();
        await UntilAsync(async () =>
        {
            _time.Advance(Delay);
            return await IsRefusedAsync(client);
        });
        Assert.False(ending.IsCompleted);
        _goOn.SetResult();

        using var answer = await slow;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await ending.WaitAsync(Patience, _ct);
    }

    [Fact]
    public async Task A_process_that_nobody_sends_requests_to_ends_at_once()
    {
        using var client = await StartAsync(drains: false);

        await EndAsync().WaitAsync(Patience, _ct);
    }

    [Fact]
    public async Task What_is_under_way_has_the_time_that_is_set_and_the_drain_besides()
    {
        using var client = await StartAsync(drains: true);

        Assert.Equal(
            TimeSpan.FromSeconds(12) + Delay,
            _app!.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<HostOptions>>().Value.ShutdownTimeout);
    }

    public async ValueTask DisposeAsync()
    {
        _goOn.TrySetResult();
        await (_app?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task<HttpClient> StartAsync(bool drains)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("Shutdown:DrainDelay", "00:00:05"), new("Shutdown:Timeout", "00:00:12")]);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.AddServiceDefaults();
        if (drains)
        {
            builder.AddDrain();
        }

        _app = builder.Build();
        _app.MapDefaultEndpoints();
        _app.MapGet("/quick", () => "done");
        _app.MapGet("/slow", async () =>
        {
            _begun.SetResult();
            await _goOn.Task;
            return "done";
        });
        await _app.StartAsync(_ct);
        return new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    // As at SIGTERM: first the news, then the stop.
    private Task EndAsync()
    {
        _app!.Lifetime.StopApplication();
        return _app.StopAsync(_ct);
    }

    private bool IsOver(Task ending)
    {
        _time.Advance(Delay);
        return ending.IsCompleted;
    }

    private async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, _ct);
        return answer.StatusCode;
    }

    private async Task<bool> IsRefusedAsync(HttpClient client)
    {
        try
        {
            await StatusAsync(client, "/quick");
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    private async Task UntilAsync(Func<Task<bool>> reached)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_ct);
        limit.CancelAfter(Patience);
        while (!await reached())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
        }
    }
}
