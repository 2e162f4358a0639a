using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Commerce.IntegrationTests.Callbacks;
using Commerce.TestHost;
using Commerce.TestHost.Client;

namespace Commerce.IntegrationTests.Outages;

/// <summary>
/// The database is away, in each of the ways that it can be: what needs it is told so, soon and in one sentence a second, and
/// everything goes on by itself when it is back.
/// </summary>
[KeepsInvariants]
[Collection<OutageCollection>]
public sealed class OutageTests(OutageShop shop)
{
    private const long Product = 7;
    private const int Orders = 20;
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(4); // Two, and what a busy machine adds.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30); // Far less than twenty waits one after the other.

    [Theory]
    [InlineData(Outage.Killed)]
    [InlineData(Outage.Hanging)]
    [InlineData(Outage.ReadOnly)]
    [InlineData(Outage.OutOfConnections)]
    public async Task What_needs_the_database_is_told_so_and_all_goes_on_when_it_is_back(Outage outage)
    {
        var before = await OrderUnderWayAsync();
        var lines = Services.SelectMany(shop.Stack.ProcessesOf)
            .ToDictionary(process => process, process => shop.Stack.OutputOf(process).Count);
        var clock = Stopwatch.StartNew();
        await using (await DatabaseOutage.BeginAsync(shop, outage))
        {
            await UntilUnhealthyAsync(outage);

            var answers = await Task.WhenAll(Enumerable.Range(0, Orders).Select(_ => OrderAsync()));
            var callback = await shop.SendAsync(SignedCallback.Of("20250816:TR:none", before, 1));

            Assert.All(answers, answer => Assert.Equal((HttpStatusCode.ServiceUnavailable, "SERVICE_001", true), answer.What));
            Assert.All(answers, answer => Assert.InRange(answer.Took, TimeSpan.Zero, Bound));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, callback);
            if (outage == Outage.Hanging)
            {
                await UntilLimitsAreToldAsync(lines);
            }
        }

        await HealthyAgainAsync();
        Assert.Equal("COMPLETED", (await shop.EndOfAsync(before)).Status);
        Assert.Equal("COMPLETED", (await shop.EndOfAsync(await shop.PlaceAsync(Product, 1, Cards.Approved))).Status);
        foreach (var (process, count) in lines)
        {
            var since = shop.Stack.OutputOf(process).Skip(count).ToList();
            Assert.DoesNotContain(since, line => line.Contains(" ---> ", StringComparison.Ordinal)
                || line.StartsWith("         at ", StringComparison.Ordinal));
            Assert.InRange(since.Count(line => line.Contains("is away", StringComparison.Ordinal)), 0, 1 + (int)Math.Ceiling(
                clock.Elapsed.TotalSeconds));
        }
    }

    private static string[] Services => [StackResources.Api, StackResources.Worker, StackResources.PgSimulator];

    // It is at the PG, and the PG calls back while nobody can store that.
    private async Task<long> OrderUnderWayAsync()
    {
        await using var slow = await shop.WithFaultsAsync(new { processDelayMinMs = 1_500, processDelayMaxMs = 1_500 });
        return await shop.PlaceAsync(Product, 1, Cards.Ordinary);
    }

    private async Task<((HttpStatusCode Status, string? Code, bool HasRetryAfter) What, TimeSpan Took)> OrderAsync()
    {
        var clock = Stopwatch.StartNew();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders")
        { Content = JsonContent.Create(Shop.CardOrder(Product, 1, Cards.Approved)) };
        request.Headers.Add("X-USER-ID", "demo1");
        using var response = await shop.SendRawAsync(request);
        var answer = await Answer.ReadAsync(response, TestContext.Current.CancellationToken);
        return ((answer.Status, answer.ErrorCode, answer.RetryAfter is not null), clock.Elapsed);
    }

    // Those who had their turn gave up after a statement's limit, or a connection's where the pool had none left, and those behind them did
    // not wait for all of them. What was met within a second of the last line is told when it is over.
    private async Task UntilLimitsAreToldAsync(Dictionary<string, int> before)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Bound);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var processes = shop.Stack.ProcessesOf(StackResources.Api);
        while (!AreTold(processes.SelectMany(process => shop.Stack.OutputOf(process).Skip(before[process]))))
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    private static bool AreTold(IEnumerable<string> lines)
    {
        var away = lines.Where(line => line.Contains("is away", StringComparison.Ordinal)).ToList();
        return IsTold("TooManyWaiting") && (IsTold("CommandTimeoutExpired") || IsTold("UnableToConnectToHost"));

        bool IsTold(string fault) => away.Exists(line => line.Contains(fault, StringComparison.Ordinal));
    }

    // Each probe is answered soon, also by a process whose database says nothing at all: it does not wait for what that never answers.
    private async Task UntilUnhealthyAsync(Outage outage)
    {
        foreach (var service in Services)
        {
            await UntilAsync(service, HttpStatusCode.ServiceUnavailable, outage == Outage.Hanging ? "has not answered for 1.5 s" : "");
        }
    }

    private async Task HealthyAgainAsync()
    {
        foreach (var service in Services)
        {
            await UntilAsync(service, HttpStatusCode.OK, "");
        }
    }

    private async Task UntilAsync(string service, HttpStatusCode status, string words)
    {
        using var client = shop.Stack.CreateClient(service);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await ProbeAsync(client, limit.Token) is var (found, body)
            && (found != status || !body.Contains(words, StringComparison.Ordinal)))
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    private static async Task<(HttpStatusCode Status, string Body)> ProbeAsync(HttpClient client, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        using var response = await client.GetAsync("/health", ct);
        var body = await response.Content.ReadAsStringAsync(ct);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Probe);
        return (response.StatusCode, body);
    }
}
