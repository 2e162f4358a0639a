using System.Net.Http.Json;
using Commerce.Chaos.Network;
using Commerce.Chaos.Reporting;
using Commerce.Chaos.Running;
using Commerce.TestHost;
using Dapper;

namespace Commerce.Chaos.Matrix;

/// <summary>Runs cases one after the other on one stack, each with the check of the books that a schedule ends with.</summary>
internal sealed class RunMatrixCase(ChaosShop shop) : IAsyncDisposable
{
    private static readonly TimeSpan ToldLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly HashSet<string> _knownBreaches = [];

    /// <summary>Starts a stack that has all dependencies.</summary>
    public static async Task<RunMatrixCase> StartAsync(CancellationToken ct)
    {
        var outside = await OutsideSystems.StartAsync(ct);
        ChaosShop? shop = null;
        try
        {
            shop = await ChaosShop.StartAsync(Schedules.StackShape.Plain, ct, outside);
            await AddWebhookAsync(shop, outside, ct);
            return new RunMatrixCase(shop);
        }
        catch
        {
            await (shop?.DisposeAsync() ?? outside.DisposeAsync()); // The shop takes the other systems with it.
            throw;
        }
    }

    public async Task<MatrixResult> ExecuteAsync(MatrixCase one, CancellationToken ct)
    {
        await ResetCircuits.ExecuteAsync(shop.Stack, ct);
        var run = await new RunSchedule(shop, _knownBreaches).ExecuteAsync(one.Schedule(), ct);
        var promise = MatrixPromise.Of(one.Dependency);
        return new MatrixResult(one, run,
        [
            .. run.Breaches,
            .. promise.Broken(run.Customers.SelectMany(customer => customer.Told.Ordering)).Select(answer => $"a buyer was told {answer}"),
            .. await UntoldAsync(ct),
        ]);
    }

    /// <summary>Keeps what is needed to understand a case that failed, while its stack still runs.</summary>
    public Task KeepEvidenceAsync(MatrixResult failed, WriteReport report, CancellationToken ct) =>
        report.EvidenceAsync(shop, failed.Run, ct);

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    // Whatever failed: in the end the other system knows of every order that is complete, or was until its money was given back.
    private async Task<IEnumerable<string>> UntoldAsync(CancellationToken ct)
    {
        await using var server = await shop.OpenServerAsync(ct);
        var completed = await server.QueryAsync<long>("SELECT DISTINCT order_id FROM commerce.event_log WHERE type = @type", new
        {
            type = OutsideSystems.Event,
        });
        var begin = TimeProvider.System.GetTimestamp();
        while (completed.Any(order => !shop.Outside!.KnowsOf(order)) && TimeProvider.System.GetElapsedTime(begin) < ToldLimit)
        {
            await Task.Delay(Pace, TimeProvider.System, ct);
        }

        return completed.Where(order => !shop.Outside!.KnowsOf(order))
            .Select(order => $"the webhook receiver was not told of order {order} within {ToldLimit.TotalSeconds:0} s");
    }

    private static async Task AddWebhookAsync(ChaosShop shop, OutsideSystems outside, CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = shop.Stack.AddressOf(StackResources.Api) };
        client.DefaultRequestHeaders.Add("X-Operator-Key", PointCounts.OperatorKey);
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/webhooks", new { url = outside.WebhookAddress, types = new[] { OutsideSystems.Event } }, ct);
        answer.EnsureSuccessStatusCode();
    }
}
