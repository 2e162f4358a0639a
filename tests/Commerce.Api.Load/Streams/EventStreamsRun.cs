using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Commerce.Api.Load.PaidOrders;
using Commerce.TestHost;
using Spectre.Console;

namespace Commerce.Api.Load.Streams;

/// <summary>
/// So many streams of orders that are pending, open at once in one API: what they cost it, and how long after the commit each is told.
/// </summary>
internal sealed class EventStreamsRun(int streams, IAnsiConsole console)
{
    private const int Broken = 1;
    private const int Orders = 20;
    private const int WarmUps = 5;
    private const double MostMegabytes = 100;
    private const int Buyers = 100;
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(90); // Until then the PG is not asked, and it does not call back.

    public static Command Command()
    {
        var streams = new Option<int>("--streams") { Description = "How many are open at once.", DefaultValueFactory = _ => 1000 };
        var command = new Command("event-streams", "Streams of pending orders: memory, and how soon all are told.") { streams };
        command.SetAction((arguments, _) => new EventStreamsRun(arguments.GetValue(streams), AnsiConsole.Console).ExecuteAsync());
        return command;
    }

    /// <returns>The exit code: 0 when all were told in time and the memory was enough.</returns>
    public async Task<int> ExecuteAsync()
    {
        await using var shop = await PaidOrdersShop.StartAsync(adjust: options => options
            .With(StackResources.Api, "Recovery__FirstLook", Held.ToString())
            .With(StackResources.Api, "Events__MostStreams", $"{streams + Orders}")
            .With(StackResources.Api, "Events__MostStreamsOfMember", $"{streams + Orders}"));
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue };
        using var client = new HttpClient(handler) { BaseAddress = shop.Stack.AddressOf(StackResources.Api) };
        await WarmUpAsync(client, shop);
        var orders = await Task.WhenAll(Enumerable.Range(0, Orders).Select(async number => (await PlaceAsync(client, shop, number)).Order));
        var before = shop.Stack.MemoryOf(StackResources.Api);

        var start = TimeProvider.System.GetTimestamp();
        var open = new List<OpenStream>();
        await OpenAsync(client, orders, streams, open);
        var opened = TimeProvider.System.GetElapsedTime(start);
        var megabytes = (shop.Stack.MemoryOf(StackResources.Api) - before) / 1024.0 / 1024;
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{open.Count} streams open within {opened.TotalSeconds:F1} s; the API has [bold]{megabytes:F1} MiB[/] more than before");

        var delays = await Task.WhenAll(open.Select(stream => stream.ReadToEndAsync()));
        open.ForEach(stream => stream.Dispose());
        return Report(delays, megabytes);
    }

    private int Report(TimeSpan?[] delays, double megabytes)
    {
        var told = delays.OfType<TimeSpan>().Order().ToList();
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{told.Count} of {delays.Length} were told of the end, p50 {At(0.5):F0} ms, p99 {At(0.99):F0} ms, last {At(1):F0} ms after");
        var isWell = told.Count == delays.Length && told[^1] <= Told && megabytes <= MostMegabytes;
        console.WriteLine(isWell ? "within 100 MiB and 1 s" : "NOT within 100 MiB and 1 s");
        return isWell ? 0 : Broken;

        double At(double share) => told.Count == 0 ? double.NaN : told[(int)Math.Ceiling(share * told.Count) - 1].TotalMilliseconds;
    }

    // The first ones compile what the others use, here and there: streams of orders whose buyers have the PG asked.
    private static async Task WarmUpAsync(HttpClient client, PaidOrdersShop shop)
    {
        for (var round = 0; round < WarmUps; round++)
        {
            var (order, payment) = await PlaceAsync(client, shop, number: 0);
            var open = new List<OpenStream>();
            await OpenAsync(client, [.. Enumerable.Repeat(order, Orders)], Orders, open, buyer: 0);
            using var confirm = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/payments/{payment}/confirm");
            confirm.Headers.Add("X-USER-ID", Buyer(0));
            using var answer = await client.SendAsync(confirm);
            answer.EnsureSuccessStatusCode();
            await Task.WhenAll(open.Select(stream => stream.ReadToEndAsync()));
            open.ForEach(stream => stream.Dispose());
        }
    }

    private static async Task OpenAsync(HttpClient client, long[] orders, int count, List<OpenStream> open, int? buyer = null)
    {
        for (var number = 0; number < count; number++)
        {
            open.Add(await OpenStream.OpenAsync(client, Buyer(buyer ?? number % Orders), orders[number % Orders]));
        }
    }

    private static async Task<(long Order, long Payment)> PlaceAsync(HttpClient client, PaidOrdersShop shop, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders");
        request.Headers.Add("X-USER-ID", Buyer(number));
        request.Content = JsonContent.Create(new
        {
            items = new[] { new { productId = shop.Products[number % shop.Products.Count], quantity = 1 } },
            cardType = "KB",
            cardNo = "4000-0000-0000-9979", // The PG never calls back; the worker asks.
        });
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var data = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data");
        return (data.GetProperty("id").GetInt64(), data.GetProperty("payment").GetProperty("id").GetInt64());
    }

    private static string Buyer(int number) => $"buyer{1 + (number % Buyers)}";
}
