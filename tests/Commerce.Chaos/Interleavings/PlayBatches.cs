using Commerce.TestHost.Invariants;
using Dapper;
using Spectre.Console;

namespace Commerce.Chaos.Interleavings;

/// <summary>Plays orders of steps on one shop, one after the other, and holds the books of both sides against the promises.</summary>
/// <param name="afterEach">Done after each interleaving, before the books are read. Null: nothing.</param>
internal sealed class PlayBatches(InterleavedShop shop, IAnsiConsole console, Func<InterleavedShop, Task>? afterEach)
{
    private static readonly string[] Tables =
    [
        "journal", "point_entries", "cs_cases", "outbox", "callback_inbox", "event_log", "commerce_payments", "order_items", "orders",
        "members", "products",
    ];

    private static readonly string[] PgTables = ["cancels", "payments"];

    public List<PlayedInterleaving> Played { get; } = [];

    public List<(Interleaving Interleaving, IReadOnlyList<string> Breaches)> Broken { get; } = [];

    /// <summary>Once in vain, so that the first figures are not those of a start.</summary>
    public async Task WarmUpAsync(Interleaving interleaving)
    {
        await PlayAsync(interleaving);
        await ClearAsync();
    }

    /// <summary>Plays them, reads the books once, and plays each again by itself when they do not agree, to know whose it is.</summary>
    public async Task ExecuteAsync(IReadOnlyList<Interleaving> batch)
    {
        foreach (var interleaving in batch)
        {
            var played = await PlayAsync(interleaving);
            Played.Add(played);
            if (played.Breaches.Count > 0)
            {
                Report(interleaving, played.Breaches);
            }
        }

        var isSound = (await BooksAsync()).Count == 0;
        await ClearAsync();
        foreach (var one in isSound ? [] : batch)
        {
            // Again, each by itself, to know whose they are.
            await PlayAsync(one);
            if (await BooksAsync() is { Count: > 0 } breaches)
            {
                Report(one, breaches);
            }

            await ClearAsync();
        }
    }

    private async Task<PlayedInterleaving> PlayAsync(Interleaving interleaving)
    {
        try
        {
            var played = await new PlayInterleaving(shop).ExecuteAsync(interleaving);
            await (afterEach?.Invoke(shop) ?? Task.CompletedTask);
            return played;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new PlayedInterleaving(interleaving, null, false, null, [$"it broke off: {e.GetType().Name}: {e.Message}"]);
        }
    }

    private Task<IReadOnlyList<string>> BooksAsync() => InvariantChecker.BreachesAsync(shop.Server, databases: shop.Databases);

    private void Report(Interleaving interleaving, IReadOnlyList<string> breaches)
    {
        Broken.Add((interleaving, breaches));
        lock (console)
        {
            console.MarkupLineInterpolated($"[red]BROKEN {interleaving.ToString()}[/]");
            foreach (var breach in breaches)
            {
                console.MarkupLineInterpolated($"  {breach}");
            }
        }
    }

    private Task<int> ClearAsync()
    {
        var tables = Tables.Concat(PgTables.Select(table => $"{shop.PgDatabase}.{table}"));
        return shop.Server.ExecuteAsync(
            $"SET FOREIGN_KEY_CHECKS = 0; {string.Join(' ', tables.Select(table => $"DELETE FROM {table};"))} SET FOREIGN_KEY_CHECKS = 1");
    }
}
