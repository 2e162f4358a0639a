using Commerce.Chaos.Customers;
using Commerce.Chaos.Schedules;
using Commerce.TestHost;
using Commerce.TestHost.Invariants;
using Dapper;
using MySqlConnector;

namespace Commerce.Chaos.Running;

/// <summary>
/// Runs one schedule: orders come in and things break; then all faults end, and when nothing is under way any more the books of both sides
/// and what each customer was told are held against the promises.
/// </summary>
internal sealed class RunSchedule(ChaosShop shop, HashSet<string> knownBreaches)
{
    /// <summary>A stack that is whole again and has not come to rest by then is at fault itself.</summary>
    public static readonly TimeSpan RestLimit = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    public async Task<ScheduleResult> ExecuteAsync(Schedule schedule, CancellationToken ct)
    {
        await using var server = await shop.OpenServerAsync(ct);
        var stage = await ScheduleStage.MakeAsync(server);
        await server.CloseAsync();
        await shop.Points.ReadAsync(ct);
        var (clock, story) = (new RunClock(), new Story());
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var window = new PaymentWindow(shop.Stack.AddressOf(StackResources.PgSimulator), shop.WindowLeadsTo);
        var customers = schedule.Orders.Select(order => new Customer(order, stage, clock, window, Api)).ToList();
        var buying = Task.WhenAll(customers.Select(customer => customer.ExecuteAsync(rest.Token)));
        await new BreakThings(shop, clock, story).ExecuteAsync(schedule.Faults, ct);

        var whole = clock.Now;
        story.Tell(whole, "everything is whole again");
        var (truth, atRest, underWay) = await UntilRestAsync(clock, whole, customers, ct);
        await rest.CancelAsync();
        await buying;
        foreach (var customer in customers)
        {
            await customer.ReadEndAsync(ct);
        }

        var breaches = await BreachesAsync(customers, stage, ct);
        breaches.AddRange(underWay.Select(what => $"I11 {RestLimit.TotalSeconds:0} s after the last fault there are still {what}"));
        return new ScheduleResult(
            schedule, [.. breaches.Where(knownBreaches.Add)], truth - whole, atRest - whole, EndsOf(customers), story.Lines,
            [.. customers.Select(customer => new CustomerStory(customer.Order, customer.Told))]);
    }

    private HttpClient Api() => new() { BaseAddress = shop.Stack.AddressOf(StackResources.Api) };

    private async Task<(TimeSpan Truth, TimeSpan AtRest, IReadOnlyList<string> UnderWay)> UntilRestAsync(
        RunClock clock, TimeSpan whole, List<Customer> customers, CancellationToken ct)
    {
        await using var server = await shop.OpenServerAsync(ct);
        TimeSpan? truth = null;
        while (true)
        {
            // Who is still to order, or comes again with his key, makes a new payment: before that there is no truth about him.
            var acting = customers.Count(customer => !customer.HasActed);
            truth ??= acting == 0 && await Rest.HasTheTruthAsync(server) ? clock.Now : null;
            var underWay = await Rest.UnderWayAsync(server);
            if (acting > 0)
            {
                underWay = [.. underWay, $"{acting} customers who order"];
            }

            var isOver = clock.Now - whole > RestLimit;
            if (isOver || (truth is not null && underWay.Count == 0 && await Rest.HasTheTruthAsync(server)))
            {
                return (truth ?? clock.Now, clock.Now, isOver && truth is null ? [.. underWay, "open payments"] : underWay);
            }

            await Task.Delay(Pace, TimeProvider.System, ct);
        }
    }

    private async Task<List<string>> BreachesAsync(List<Customer> customers, ScheduleStage stage, CancellationToken ct)
    {
        await using var server = await shop.OpenServerAsync(ct);
        var breaches = (await InvariantChecker.BreachesAsync(server)).ToList();
        var stored = (await server.QueryAsync<(long Id, string Status)>("SELECT id, status FROM commerce.orders"))
            .ToDictionary(order => order.Id, order => order.Status);
        breaches.AddRange(customers.SelectMany(customer => TellBreaches.Execute(customer.Order, customer.Told, stored)));
        breaches.AddRange(await GoodsBreachesAsync(server, stage));
        return breaches;
    }

    private static async Task<IEnumerable<string>> GoodsBreachesAsync(MySqlConnection server, ScheduleStage stage)
    {
        var left = await server.QueryAsync<(long Product, long Stock, long Sold)>(
            """
            SELECT p.id, p.stock, COALESCE(SUM(IF(o.status = 'COMPLETED', i.quantity, 0)), 0)
            FROM commerce.products p
            LEFT JOIN commerce.order_items i ON i.product_id = p.id LEFT JOIN commerce.orders o ON o.id = i.order_id
            WHERE p.id IN @products GROUP BY p.id, p.stock ORDER BY p.id
            """,
            new { products = stage.Products });
        return left.Zip(ScheduleGoods.Stocks)
            .Where(pair => pair.First.Stock + pair.First.Sold != pair.Second || pair.First.Stock < 0)
            .Select(pair => $"I6 product {pair.First.Product} began with {pair.Second}, has {pair.First.Stock}, sold {pair.First.Sold}");
    }

    private static Dictionary<string, int> EndsOf(List<Customer> customers) => customers
        .GroupBy(customer => EndOf(customer.Told))
        .ToDictionary(group => group.Key, group => group.Count());

    private static string EndOf(Told told) => (told.Statuses, told.Refusal) switch
    {
        ([.., var last], _) => last,
        (_, { } refusal) => $"refused {(int)refusal}",
        _ => "not known",
    };
}
