namespace Commerce.Api.Load.PaidOrders;

/// <summary>
/// What the database alone can do: the very rows of a paid order, by bare prepared statements, in the seven commits that the life of an
/// order has when nothing is gathered. No HTTP, no framework, nothing read, nobody who waits for anybody.
/// </summary>
internal sealed class Floor : IAsyncDisposable
{
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly List<FloorClient> _clients = [];
    private int _orders;

    private Floor()
    {
    }

    /// <param name="modelOrder">An order that the product has completed: its rows are the model.</param>
    public static async Task<Floor> MakeAsync(PaidOrdersShop shop, int clients, long modelOrder, IReadOnlyList<long> products)
    {
        await using var server = await shop.OpenServerAsync();
        var tables = await FloorTables.MakeAsync(server, modelOrder);
        var floor = new Floor();
        for (var client = 0; client < clients; client++)
        {
            floor._clients.Add(await FloorClient.PrepareAsync(await shop.OpenServerAsync("Database=floor"), tables, products));
        }

        return floor;
    }

    public async Task RunAsync(TimeSpan duration, PaidOrdersFigures figures)
    {
        var start = _time.GetTimestamp();
        await Task.WhenAll(_clients.Select(client => Task.Run(async () =>
        {
            while (_time.GetElapsedTime(start) < duration)
            {
                var begun = _time.GetTimestamp();
                await client.PlaceAsync(Interlocked.Increment(ref _orders));
                figures.Place.Add(accepted: true, _time.GetElapsedTime(begun));
                await client.PayAsync();
                figures.End.Add(accepted: true, _time.GetElapsedTime(begun));
                figures.Count("COMPLETED");
            }
        })));
        figures.Elapsed += _time.GetElapsedTime(start);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }
    }
}
