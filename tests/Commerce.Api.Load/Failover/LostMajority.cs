using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Commerce.Api.Load.PaidOrders;
using Commerce.TestHost;
using Spectre.Console;

namespace Commerce.Api.Load.Failover;

/// <summary>
/// Two of three nodes are killed: who orders is told 503 with Retry-After, the API is not ready, and all goes on when the two are back.
/// </summary>
internal sealed class LostMajority(PaidOrdersShop shop, GroupUnderLoad group, IAnsiConsole console)
{
    private static readonly TimeSpan Without = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly TimeProvider _time = TimeProvider.System;

    /// <returns>A sentence for each thing that is wrong.</returns>
    public async Task<IReadOnlyList<string>> ExecuteAsync(KeyedBuyers buyers)
    {
        await group.WholeAsync();
        var primary = await group.PrimaryAsync();
        var secondaries = GroupUnderLoad.Nodes.Where(node => node != primary).ToList();
        foreach (var node in secondaries)
        {
            await shop.Stack.KillAsync(node);
        }

        await Task.Delay(Without, _time);
        var wrong = await AskAsync();
        var at = _time.GetTimestamp();
        await group.StartAsync(secondaries);
        if (await IsPaidAsync(buyers, at))
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"without a majority: paid {_time.GetElapsedTime(at).TotalSeconds:F1} s after they started"));
        }
        else
        {
            wrong.Add($"no order was paid within {Limit.TotalMinutes:F0} minutes after the lost nodes were started");
        }

        await group.WholeAsync();
        return wrong;
    }

    private async Task<bool> IsPaidAsync(KeyedBuyers buyers, long at)
    {
        while (_time.GetElapsedTime(at) < Limit)
        {
            if (buyers.Completed.Any(order => order.Sent > at))
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), _time);
        }

        return false;
    }

    private async Task<List<string>> AskAsync()
    {
        using var api = new HttpClient { BaseAddress = shop.Stack.AddressOf(StackResources.Api) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders");
        request.Headers.Add("X-USER-ID", "buyer1");
        request.Content = JsonContent.Create(
            new NewOrder([new NewItem(shop.Products[0], 1)], "KB", "1234-5678-9814-1451"), OrderJson.Default.NewOrder);
        var start = _time.GetTimestamp();
        using var order = await api.SendAsync(request);
        var took = _time.GetElapsedTime(start);
        using var ready = await api.GetAsync(new Uri("/ready", UriKind.Relative));
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"without a majority: an order: {(int)order.StatusCode} after {took.TotalSeconds:F1} s, /ready {(int)ready.StatusCode}"));
        var wrong = new List<string>();
        if (order.StatusCode != HttpStatusCode.ServiceUnavailable || order.Headers.RetryAfter is null)
        {
            wrong.Add($"without a majority an order was told {order.StatusCode}, Retry-After {order.Headers.RetryAfter}");
        }

        if (ready.StatusCode != HttpStatusCode.ServiceUnavailable)
        {
            wrong.Add($"without a majority /ready was {ready.StatusCode}");
        }

        return wrong;
    }
}
