using System.Net;
using System.Net.Http.Json;
using Commerce.ServiceDefaults.Failures;
using Microsoft.Extensions.Options;

namespace Commerce.ServiceDefaults.Tests.Failures;

/// <summary>The switch is one for the whole process: these tests run one after the other.</summary>
public sealed class FailurePointTests
{
    private const string Path = "/api/v1/failure-points";
    private const string Point = FailurePoints.OrderCommitted;

    private sealed record Answer(IReadOnlyList<Count> Points);

    private sealed record Count(string Name, long Passed, IReadOnlyList<string> Due);

    [Fact]
    public async Task Switched_off_nothing_happens_and_there_is_no_route()
    {
        await using var host = new FailingHost();
        using var client = await host.StartAsync("Development");

        Assert.True(FailurePoint.ReachAsync(Point).AsTask().IsCompletedSuccessfully);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(client, FailingHost.Key)).StatusCode);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task No_environment_but_development_starts_with_them(string environment)
    {
        await using var host = new FailingHost();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => host.StartAsync(environment, ("FailurePoints:Enabled", "true"), ("FailurePoints:Plan", $"{Point}@1=kill")));

        Assert.Equal(
            $"FailurePoints:Enabled is 'true': only Development accepts it, and this is {environment}.", Assert.Single(refused.Failures));
        Assert.True(FailurePoint.ReachAsync(Point).AsTask().IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("order-comitted@1=kill", "there is no failure point 'order-comitted', only order-before-commit, ")]
    [InlineData("order-committed=kill", "'order-committed=kill' cannot be read: each act is POINT@N=ACT")]
    [InlineData("order-committed@0=kill", "'order-committed@0=kill' cannot be read")]
    [InlineData("order-committed@1=explode", "'order-committed@1=explode' cannot be read")]
    [InlineData("order-committed@1=delay:999999", "'order-committed@1=delay:999999' waits longer than 10 minutes.")]
    [InlineData("order-committed@1=kill; lease-taken@99999999999=stop", "'lease-taken@99999999999=stop' cannot be read")]
    public async Task A_plan_that_cannot_be_read_stops_the_start(string plan, string sentence)
    {
        await using var host = new FailingHost();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => host.StartAsync("Development", ("FailurePoints:Enabled", "true"), ("FailurePoints:Plan", plan)));

        Assert.StartsWith($"FailurePoints:Plan is '{plan}': {sentence}", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_without_the_switch_stops_the_start()
    {
        await using var host = new FailingHost();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(
            () => host.StartAsync("Development", ("FailurePoints:Plan", $"{Point}@1=kill")));

        Assert.Equal(
            $"FailurePoints:Plan is '{Point}@1=kill': it does nothing without FailurePoints:Enabled.", Assert.Single(refused.Failures));
    }

    [Fact]
    public async Task The_work_breaks_off_at_the_passing_that_the_plan_names_and_not_again()
    {
        await using var host = new FailingHost();
        using var client = await host.StartAsync(
            "Development", ("FailurePoints:Enabled", "true"), ("FailurePoints:Plan", $"{Point}@2=throw; lease-taken@1=delay:1"));

        await FailurePoint.ReachAsync(Point);
        var broken = await Assert.ThrowsAsync<SimulatedFailureException>(async () => await FailurePoint.ReachAsync(Point));
        await FailurePoint.ReachAsync(Point);
        await FailurePoint.ReachAsync(FailurePoints.LeaseTaken);

        Assert.Contains(Point, broken.Message, StringComparison.Ordinal);
        var counts = await ReadAsync(await GetAsync(client, FailingHost.Key));
        Assert.Equal(FailurePoints.All, counts.Points.Select(point => point.Name));
        Assert.Equal(3, counts.Points.Single(point => point.Name == Point).Passed);
        Assert.All(counts.Points, point => Assert.Empty(point.Due));
    }

    [Fact]
    public async Task Operators_arm_them_while_the_process_runs_and_nobody_else()
    {
        await using var host = new FailingHost();
        using var client = await host.StartAsync("Development", ("FailurePoints:Enabled", "true"));
        await FailurePoint.ReachAsync(Point);

        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(client, key: null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PutAsync(client, $"{Point}@1=throw", key: null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PutAsync(client, $"{Point}@1=dance", FailingHost.Key)).StatusCode);
        await FailurePoint.ReachAsync(Point);
        var armed = await ReadAsync(await PutAsync(client, $"{Point}@2=throw", FailingHost.Key));

        Assert.Equal([$"{Point}@4=throw"], armed.Points.Single(point => point.Name == Point).Due); // Passed twice before.
        await FailurePoint.ReachAsync(Point);
        await Assert.ThrowsAsync<SimulatedFailureException>(async () => await FailurePoint.ReachAsync(Point));
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string? key) => SendAsync(client, HttpMethod.Get, null, key);

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, string plan, string? key) =>
        SendAsync(client, HttpMethod.Put, JsonContent.Create(new { plan }), key);

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, HttpContent? body, string? key)
    {
        using var request = new HttpRequestMessage(method, Path) { Content = body };
        request.Headers.TryAddWithoutValidation("X-Operator-Key", key is null ? [] : [key]);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<Answer> ReadAsync(HttpResponseMessage answer) =>
        (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Answer>(TestContext.Current.CancellationToken))!;
}
