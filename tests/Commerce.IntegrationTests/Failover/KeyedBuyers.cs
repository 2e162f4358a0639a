using System.Collections.Concurrent;
using System.Net;

namespace Commerce.IntegrationTests.Failover;

/// <summary>Buyers at one API. Each repeats an order under its key until it is told what became of it.</summary>
/// <param name="name">Begins their keys, which no other test has.</param>
/// <param name="api">Null: the stack's own API.</param>
internal sealed class KeyedBuyers(GroupShop shop, string name, int buyers, HttpClient? api = null) : IAsyncDisposable
{
    private const long FirstProduct = 7;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<string, long> _acknowledged = [];
    private Task _buying = Task.CompletedTask;

    /// <summary>The orders that were acknowledged so far.</summary>
    public IReadOnlyList<long> Orders => [.. _acknowledged.Values];

    public void Begin() => _buying = Task.WhenAll(Enumerable.Range(0, buyers).Select(BuyAsync));

    /// <summary>Waits until so many more orders are acknowledged than are now.</summary>
    public async Task UntilMoreAsync(int orders)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_ct);
        limit.CancelAfter(Limit);
        for (var wanted = _acknowledged.Count + orders; _acknowledged.Count < wanted && !_buying.IsCompleted;)
        {
            await Task.Delay(Pause, TimeProvider.System, limit.Token);
        }
    }

    /// <summary>Waits until each is told what became of his last order: no two keys have one order.</summary>
    public async Task EndAsync()
    {
        await _over.CancelAsync();
        await _buying;
        Assert.Equal(_acknowledged.Count, _acknowledged.Values.Distinct().Count());
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _buying;
        _over.Dispose();
    }

    private async Task BuyAsync(int buyer)
    {
        for (var number = 1; !_over.IsCancellationRequested; number++)
        {
            var key = $"{name}-{buyer}-{number}";
            while (!await IsToldAsync(key, FirstProduct + buyer))
            {
                await Task.Delay(Pause, TimeProvider.System, _ct);
            }
        }
    }

    private async Task<bool> IsToldAsync(string key, long product)
    {
        var answer = await shop.SendOrderAsync(Shop.CardOrder(product, 1, Cards.Approved), idempotencyKey: key, api: api);
        if (answer.Status is HttpStatusCode.OK or HttpStatusCode.Accepted)
        {
            _acknowledged[key] = answer.OrderId;
        }

        return answer.Status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict);
    }
}
