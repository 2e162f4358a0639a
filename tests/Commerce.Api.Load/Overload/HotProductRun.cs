using Commerce.Api.Load.PaidOrders;
using Dapper;
using MySqlConnector;
using Spectre.Console;

namespace Commerce.Api.Load.Overload;

/// <summary>
/// What it costs that everybody wants one product: the same buyers with all products and with one, measured in turn, so that a machine
/// that is slower for a while is so for both.
/// </summary>
internal sealed class HotProductRun(int clients, TimeSpan duration, IAnsiConsole console)
{
    private const int Rounds = 3;
    private const double ShareKept = 0.8;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    private readonly Promises _promises = new(console);

    /// <returns>The program's exit code.</returns>
    public async Task<int> ExecuteAsync()
    {
        await using var shop = await console.Status().StartAsync("Starting the stack …", _ => PaidOrdersShop.StartAsync());
        await using var server = await shop.OpenServerAsync();
        var product = shop.Products[0];
        using var many = new Buyers(shop, clients, [.. shop.Products.Skip(1)]);
        using var one = new Buyers(shop, clients, [product]);
        await many.RunAsync(WarmUp, new PaidOrdersFigures());

        var (stock, before) = (await StockAsync(server, product), await LockConflicts.ReadAsync(shop.Stack, server));
        var (spread, hot, waits) = (new PaidOrdersFigures(), new PaidOrdersFigures(), before with { LockWaits = 0 });
        for (var round = 0; round < Rounds; round++)
        {
            await many.RunAsync(duration / Rounds, spread);
            var conflicts = await LockConflicts.ReadAsync(shop.Stack, server);
            await one.RunAsync(duration / Rounds, hot);
            waits = waits with { LockWaits = waits.LockWaits + (await LockConflicts.ReadAsync(shop.Stack, server) - conflicts).LockWaits };
        }

        var all = await LockConflicts.ReadAsync(shop.Stack, server) - before;
        console.MarkupLineInterpolated($"all products: {spread.PerSecond:F1} paid orders a second; {spread.End}");
        console.MarkupLineInterpolated(
            $"one product:  {hot.PerSecond:F1} paid orders a second; {hot.End}; {(double)waits.LockWaits / hot.Paid:F2} lock waits each");
        var share = hot.PerSecond / spread.PerSecond;
        _promises.Check(share >= ShareKept, $"hot / spread at or above {ShareKept}: {share:F2}");
        _promises.Check(stock - await StockAsync(server, product) == hot.Paid, "the stock is less by what was sold");
        _promises.Check(all is { Retries: 0, Deadlocks: 0 }, $"no transaction ran again ({all})");
        return _promises.ExitCode;
    }

    private static Task<int> StockAsync(MySqlConnection server, long product) =>
        server.ExecuteScalarAsync<int>("SELECT stock FROM commerce.products WHERE id = @product", new { product });
}
