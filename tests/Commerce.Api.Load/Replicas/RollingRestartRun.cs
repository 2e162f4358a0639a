using System.CommandLine;
using System.Globalization;
using Commerce.Api.Load.PaidOrders;
using Commerce.TestHost;
using Commerce.TestHost.Invariants;
using MySqlConnector;
using Spectre.Console;

namespace Commerce.Api.Load.Replicas;

/// <summary>
/// Buyers buy on while each API and each worker is told to end (SIGTERM) and started again, one after the other. Not one request may fail,
/// every order ends, and the books agree.
/// </summary>
internal sealed class RollingRestartRun(int clients, int replicas, int rounds, IAnsiConsole console)
{
    private const int Broken = 1;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time = TimeProvider.System;

    public static Command Command()
    {
        var clients = new Option<int>("--clients") { Description = "How many buyers at once.", DefaultValueFactory = _ => 8 };
        var replicas = new Option<int>("--replicas") { Description = "How many APIs, and workers.", DefaultValueFactory = _ => 2 };
        var rounds = new Option<int>("--rounds") { Description = "How often each is restarted.", DefaultValueFactory = _ => 1 };
        var command = new Command("rolling-restart", "Every API and worker restarted in turn under load: no request fails.")
        {
            clients, replicas, rounds,
        };
        command.SetAction((arguments, _) => new RollingRestartRun(
            arguments.GetValue(clients), arguments.GetValue(replicas), arguments.GetValue(rounds), AnsiConsole.Console).ExecuteAsync());
        return command;
    }

    /// <returns>The exit code: 0 when nothing failed and the books agree.</returns>
    public async Task<int> ExecuteAsync()
    {
        await using var shop = await PaidOrdersShop.StartAsync(replicas: replicas);
        using var over = new CancellationTokenSource();
        using var buyers = new PersistentBuyers(shop);
        var buying = buyers.RunAsync(clients, over.Token);
        await Task.Delay(WarmUp, _time);
        var calm = await OrdersPerSecondAsync(buyers, () => Task.Delay(Calm, _time));
        var meanwhile = await OrdersPerSecondAsync(buyers, async () =>
        {
            for (var round = 1; round <= rounds; round++)
            {
                await RestartAsync(shop, buyers);
            }
        });

        await over.CancelAsync();
        await buying;
        return await ReportAsync(shop, buyers, calm, meanwhile);
    }

    private async Task<double> OrdersPerSecondAsync(PersistentBuyers buyers, Func<Task> during)
    {
        var (start, before) = (_time.GetTimestamp(), buyers.Completed);
        await during();
        return (buyers.Completed - before) / _time.GetElapsedTime(start).TotalSeconds;
    }

    private async Task RestartAsync(PaidOrdersShop shop, PersistentBuyers buyers)
    {
        string[] processes = [.. shop.Stack.ProcessesOf(StackResources.Api), .. shop.Stack.ProcessesOf(StackResources.Worker)];
        foreach (var process in processes)
        {
            var (start, before) = (_time.GetTimestamp(), buyers.Requests);
            await shop.Stack.StopAsync(process);
            var down = _time.GetElapsedTime(start);
            await shop.Stack.StartAsync(process);
            await Task.Delay(Pause, _time);
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"{process}: ended in {down.TotalSeconds:F1} s, back after {_time.GetElapsedTime(start).TotalSeconds:F1} s,");
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"  {buyers.Requests - before} requests meanwhile, {buyers.Failures.Count} failed so far");
        }
    }

    private async Task<int> ReportAsync(PaidOrdersShop shop, PersistentBuyers buyers, double calm, double meanwhile)
    {
        await using var database = new MySqlConnection(await shop.Stack.ConnectionStringAsync(StackResources.CommerceDatabase));
        await database.OpenAsync();
        var breaches = (await InvariantChecker.BreachesAsync(database))
            .Where(breach => !breach.StartsWith("I6 what is on hand", StringComparison.Ordinal)).ToList(); // The shop was given more goods.
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{buyers.Requests} requests, {buyers.Completed} orders completed: {calm:F1} a second before, {meanwhile:F1} meanwhile");
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"failed: [bold]{buyers.Failures.Count}[/], breaches of invariants: [bold]{breaches.Count}[/]");
        foreach (var line in buyers.Failures.Concat(breaches).Take(20))
        {
            console.WriteLine(line);
        }

        return buyers.Failures.IsEmpty && breaches.Count == 0 ? 0 : Broken;
    }
}
