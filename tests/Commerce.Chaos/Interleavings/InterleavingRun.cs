using Commerce.ServiceDefaults.Failures;
using Commerce.TestHost.Invariants;
using Dapper;
using Spectre.Console;

namespace Commerce.Chaos.Interleavings;

/// <summary>Plays many orders of steps, one after the other, and holds the books of both sides against the promises.</summary>
internal sealed class InterleavingRun(ChaosOptions options, int depth, IAnsiConsole console)
{
    /// <summary>The books are read so often: the rules read whole tables.</summary>
    private const int Batch = 100;

    private static readonly string[] Tables =
    [
        "commerce.journal", "commerce.point_entries", "commerce.cs_cases", "commerce.outbox", "commerce.callback_inbox",
        "commerce.commerce_payments", "commerce.order_items", "commerce.orders", "commerce.members", "commerce.products",
        "paymentgateway.cancels", "paymentgateway.payments",
    ];

    private readonly List<PlayedInterleaving> _played = [];
    private readonly Dictionary<string, int> _crashes = [];
    private readonly List<(Interleaving Interleaving, IReadOnlyList<string> Breaches)> _broken = [];

    /// <summary>Done after each interleaving, before the books are read, to see that a breach is seen. Null: nothing.</summary>
    public Func<InterleavedShop, Task>? AfterEach { get; init; }

    /// <returns>What came of all of them.</returns>
    public async Task<InterleavingReport> ExecuteAsync(CancellationToken ct)
    {
        var space = new InterleavingSpace(depth);
        await using var shop = await InterleavedShop.StartAsync(ct);
        FailurePoint.SwitchOn(point => Actor.Current?.ReachAsync(point) ?? ValueTask.CompletedTask);
        try
        {
            await PlayAsync(shop, space.At(options.Seed, 1)); // Once in vain, so that the first figures are not those of a start.
            await ClearAsync(shop);
            var begin = TimeProvider.System.GetTimestamp();
            for (var number = options.First; number < options.First + options.Schedules && !ct.IsCancellationRequested; number += Batch)
            {
                var count = Math.Min(Batch, options.First + options.Schedules - number);
                await PlayBatchAsync(shop, [.. Enumerable.Range(number, count).Select(n => space.At(options.Seed, n))]);
            }

            return new InterleavingReport(
                options.Seed, options.First, depth, space.Count, _played.Count, TimeProvider.System.GetElapsedTime(begin), _crashes,
                _broken);
        }
        finally
        {
            FailurePoint.SwitchOff();
        }
    }

    private async Task PlayBatchAsync(InterleavedShop shop, IReadOnlyList<Interleaving> batch)
    {
        foreach (var interleaving in batch)
        {
            var played = await PlayAsync(shop, interleaving);
            _played.Add(played);
            if (played.HasCrashed)
            {
                var point = interleaving.Variant.CrashAt!;
                _crashes[point] = _crashes.GetValueOrDefault(point) + 1;
            }

            if (played.Breaches.Count > 0)
            {
                Report(interleaving, played.Breaches);
            }
        }

        var isSound = (await InvariantChecker.BreachesAsync(shop.Server)).Count == 0;
        await ClearAsync(shop);
        foreach (var one in isSound ? [] : batch)
        {
            // Again, each by itself, to know whose they are.
            await PlayAsync(shop, one);
            if (await InvariantChecker.BreachesAsync(shop.Server) is { Count: > 0 } breaches)
            {
                Report(one, breaches);
            }

            await ClearAsync(shop);
        }
    }

    private async Task<PlayedInterleaving> PlayAsync(InterleavedShop shop, Interleaving interleaving)
    {
        try
        {
            var played = await new PlayInterleaving(shop).ExecuteAsync(interleaving);
            await (AfterEach?.Invoke(shop) ?? Task.CompletedTask);
            return played;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new PlayedInterleaving(interleaving, null, false, [$"it broke off: {e.GetType().Name}: {e.Message}"]);
        }
    }

    private void Report(Interleaving interleaving, IReadOnlyList<string> breaches)
    {
        _broken.Add((interleaving, breaches));
        console.MarkupLineInterpolated($"[red]BROKEN {interleaving.ToString()}[/]");
        foreach (var breach in breaches)
        {
            console.MarkupLineInterpolated($"  {breach}");
        }
    }

    private static Task<int> ClearAsync(InterleavedShop shop) => shop.Server.ExecuteAsync(
        $"SET FOREIGN_KEY_CHECKS = 0; {string.Join(' ', Tables.Select(table => $"DELETE FROM {table};"))} SET FOREIGN_KEY_CHECKS = 1");
}
