using System.Net;
using Commerce.Api.Load.Overload;
using Commerce.Api.Load.PaidOrders;
using Commerce.TestHost.Load;

namespace Commerce.Api.Load.Soak;

/// <summary>Orders at a steady rate, whether the earlier ones have ended or not; each is read once, some seconds later.</summary>
internal sealed class SoakOrders(PaidOrdersShop shop, int rate) : IDisposable
{
    private const int Connections = 64;
    private static readonly TimeSpan ReadAfter = TimeSpan.FromSeconds(6);

    private readonly ShopClient _client = new(shop, Connections);
    private int _placed;
    private int _broken;

    public int Placed => Volatile.Read(ref _placed);

    /// <summary>Answers that nobody may get: 500, and none at all. Other 5xx are what a PG's dice make of an order.</summary>
    public int Broken => Volatile.Read(ref _broken);

    /// <summary>Orders until <paramref name="until"/> has ended.</summary>
    public Task RunAsync(Task until, Latencies latencies) => new SteadyReads(PlaceAsync, rate).RunAsync(until, latencies);

    public void Dispose() => _client.Dispose();

    private async Task<bool> PlaceAsync()
    {
        var number = Interlocked.Increment(ref _placed);
        var member = $"buyer{1 + (number % PaidOrdersShop.Members)}";
        try
        {
            var answer = await _client.PlaceAsync(member, shop.Products[number % shop.Products.Count]);
            if (answer.Status == HttpStatusCode.InternalServerError)
            {
                Interlocked.Increment(ref _broken);
            }

            if (answer.Order is { Id: var id })
            {
                _ = ReadLaterAsync(member, id);
            }

            return true;
        }
        catch (Exception e) when (IsBroken(e))
        {
            Interlocked.Increment(ref _broken);
            return false;
        }
    }

    private async Task ReadLaterAsync(string member, long orderId)
    {
        try
        {
            await Task.Delay(ReadAfter, TimeProvider.System);
            await _client.ReadOrderAsync(member, orderId);
        }
        catch (Exception e) when (IsBroken(e))
        {
            Interlocked.Increment(ref _broken);
        }
        catch (ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private static bool IsBroken(Exception e) => e is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException;
}
