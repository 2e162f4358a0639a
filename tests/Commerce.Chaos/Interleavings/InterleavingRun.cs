using Commerce.Chaos.Reporting;
using Commerce.ServiceDefaults.Failures;
using Spectre.Console;

namespace Commerce.Chaos.Interleavings;

/// <summary>Plays many orders of steps, on several shops side by side that share a server and nothing else.</summary>
internal sealed class InterleavingRun(ChaosOptions options, int depth, IAnsiConsole console)
{
    /// <summary>The books are read so often: the rules read whole tables.</summary>
    private const int Batch = 100;

    private readonly InterleavingSpace _space = new(depth);

    /// <summary>Done after each interleaving, before the books are read, to see that a breach is seen. Null: nothing.</summary>
    public Func<InterleavedShop, Task>? AfterEach { get; init; }

    /// <returns>What came of all of them.</returns>
    public async Task<InterleavingReport> ExecuteAsync(CancellationToken ct)
    {
        await using var server = await InterleavedServer.StartAsync(ct);
        List<InterleavedShop> shops = [];
        FailurePoint.SwitchOn(point => Actor.Current?.ReachAsync(point) ?? ValueTask.CompletedTask);
        try
        {
            for (var number = 1; number <= options.Stacks; number++)
            {
                shops.Add(await InterleavedShop.StartAsync(server, number, ct));
            }

            return await PlayAsync(server, [.. shops.Select(shop => new PlayBatches(shop, console, AfterEach))], ct);
        }
        finally
        {
            FailurePoint.SwitchOff();
            foreach (var shop in shops)
            {
                await shop.DisposeAsync();
            }
        }
    }

    private async Task<InterleavingReport> PlayAsync(InterleavedServer server, IReadOnlyList<PlayBatches> workers, CancellationToken ct)
    {
        foreach (var worker in workers)
        {
            await worker.WarmUpAsync(_space.At(options.Seed, 1));
        }

        var (begin, statements) = (TimeProvider.System.GetTimestamp(), await server.StatementsAsync(ct));
        var (own, database) = (Environment.CpuUsage.TotalTime, server.ProcessorTime);
        await SearchProgress.Create(console).StartAsync(progress =>
        {
            var task = progress.AddTask("interleavings", maxValue: options.Schedules);
            return Task.WhenAll(workers.Select((worker, index) => Task.Run(() => WorkAsync(worker, index, task, ct), ct)));
        });

        var took = TimeProvider.System.GetElapsedTime(begin);
        var played = workers.SelectMany(worker => worker.Played).OrderBy(one => one.Interleaving.Number).ToList();
        return new InterleavingReport(
            options.Seed, options.First, depth, _space.Count, played, took, [.. workers.SelectMany(worker => worker.Broken)])
        {
            Cost = new InterleavingCost(
                await server.StatementsAsync(ct) - statements, Environment.CpuUsage.TotalTime - own, server.ProcessorTime - database),
        };
    }

    // Which worker plays which batch is not left to chance: payments' ids, and with them the gaps between looks, are the same each time.
    private async Task WorkAsync(PlayBatches worker, int index, ProgressTask task, CancellationToken ct)
    {
        var (size, end) = (Math.Clamp(options.Schedules / options.Stacks, 1, Batch), options.First + options.Schedules);
        for (var number = options.First + (index * size); number < end && !ct.IsCancellationRequested; number += size * options.Stacks)
        {
            var count = Math.Min(size, end - number);
            await worker.ExecuteAsync([.. Enumerable.Range(number, count).Select(n => _space.At(options.Seed, n))]);
            task.Increment(count);
        }
    }
}
