using System.CommandLine;
using Commerce.Api.Load;
using Commerce.Api.Load.Capacity;
using Commerce.Api.Load.Failover;
using Commerce.Api.Load.Overload;
using Commerce.Api.Load.PaidOrders;
using Commerce.Api.Load.PreviousRelease;
using Commerce.Api.Load.Replicas;
using Commerce.Api.Load.Soak;
using Commerce.Api.Load.Streams;
using Commerce.Api.Load.Telemetry;
using Spectre.Console;

// Puts load on the commerce API: the whole stack as real processes on a real MySQL.
//   dotnet run -c Release --project tests/Commerce.Api.Load -- paid-orders --compare
var clients = new Option<int>("--clients") { Description = "How many buyers at once.", DefaultValueFactory = _ => 8 };
var seconds = new Option<int>("--seconds") { Description = "How long each side is measured.", DefaultValueFactory = _ => 30 };
var warmUp = new Option<int>("--warm-up")
{
    Description = "How many seconds of the same load come first and do not count; the runtime compiles for a minute or two.",
    DefaultValueFactory = _ => 10,
};
var hot = new Option<bool>("--hot") { Description = "All buyers want one product." };
var compare = new Option<bool>("--compare") { Description = "Measure the floor too: the same rows by bare prepared statements." };
var profile = new Option<bool>("--profile") { Description = "List the statements, the dearest first." };
var filled = new Option<int?>("--filled")
{
    Description = "Fill the database with so many finished orders, and measure again, with everything that reads them.",
};
var replicas = new Option<int>("--replicas")
{
    Description = "Measure so many APIs and so many workers against one of each, and nothing else.",
    DefaultValueFactory = _ => 1,
};
var group = new Option<bool>("--group") { Description = "The database is a group of three servers." };
var json = new Option<FileInfo?>("--json") { Description = "Write the figures to a file as well." };
var paidOrders = new Command("paid-orders", "Paid orders a second, and what each costs.")
{
    clients, warmUp, seconds, hot, compare, profile, filled, replicas, group, json,
};
foreach (var number in new Option[] { clients, warmUp, seconds, filled, replicas })
{
    number.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int?>() < 1)
        {
            result.AddError($"{result.IdentifierToken?.Value} takes a number from 1.");
        }
    });
}

paidOrders.SetAction((arguments, _) =>
{
    var settings = new PaidOrdersSettings(
        arguments.GetValue(clients),
        TimeSpan.FromSeconds(arguments.GetValue(warmUp)),
        TimeSpan.FromSeconds(arguments.GetValue(seconds)),
        arguments.GetValue(hot),
        arguments.GetValue(compare),
        arguments.GetValue(profile),
        arguments.GetValue(filled),
        arguments.GetValue(replicas),
        arguments.GetValue(group),
        arguments.GetValue(json));
    return settings.Replicas > 1
        ? new ReplicasRun(settings, AnsiConsole.Console).ExecuteAsync()
        : new PaidOrdersRun(settings, AnsiConsole.Console).ExecuteAsync();
});

var telemetry = new Command("telemetry", "Paid orders a second with traces, logs and metrics sent to a sink, against sending none.")
{
    clients, seconds,
};
telemetry.SetAction((arguments, _) => new TelemetryRun(
    arguments.GetValue(clients), TimeSpan.FromSeconds(arguments.GetValue(seconds)), AnsiConsole.Console).ExecuteAsync());

var hangingPg = new Command("hanging-pg", "200 orders at once while the PG hangs, and what readers of the catalogue notice.");
hangingPg.SetAction(async (_, _) =>
{
    await using var shop = await LoadedShop.StartAsync();
    await new HangingPg(shop).RunAsync();
});

return await new RootCommand("Measures the commerce API under load.")
{
    paidOrders, telemetry, OverloadCommands.HotProduct(), OverloadCommands.FlashSale(), OverloadCommands.Overload(), hangingPg,
    RollingRestartRun.Command(), FailoverCommand.Create(), CapacityCommand.Create(), PreviousReleaseCommand.Create(),
    EventStreamsRun.Command(), SoakCommand.Create(),
}.Parse(args).InvokeAsync();
