using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace Commerce.Api.Load.Capacity;

/// <summary><c>capacity</c>: how many machines a number of orders takes. It measures nothing and starts nothing.</summary>
internal static class CapacityCommand
{
    public static Command Create()
    {
        var orders = new Option<long>("--orders-per-day") { Description = "Paid orders of a usual day.", Required = true };
        var peak = Number("--peak-factor", "The busiest second against the average one.", 5, least: 1, most: 1000);
        var utilisation = Number("--utilisation", "How busy processors may be then, 0.05 to 1.", 0.5, least: 0.05, most: 1);
        var processors = Number("--database-processors", "Processors of one database server.", 16, least: 1, most: 1024);
        var share = new Option<double?>("--database-share")
        {
            Description = "What a group brings of one server's orders, 0.01 to 1; by default what was measured, and 1 with one copy.",
        };
        Limit(share, least: 0.01, most: 1);
        var copies = Number("--copies", "How often the database is there; a group has 3.", 3, least: 1, most: 9);
        var years = Number("--years", "How long orders are kept.", 2, least: 0, most: 100);
        var processorHour = Number("--processor-hour", "Your price of a processor for an hour.", 0.05, least: 0, most: 1000);
        var gigabyteMonth = Number("--gigabyte-month", "Your price of a gigabyte of disk for a month.", 0.1, least: 0, most: 1000);
        var command = new Command("capacity", "What a number of orders a day takes: processes, processors, disk, and your price of it.")
        {
            orders, peak, utilisation, processors, share, copies, years, processorHour, gigabyteMonth,
        };
        command.SetAction((arguments, _) =>
        {
            var plan = new CapacityPlan(
                new CapacityDemand(
                    arguments.GetValue(orders), arguments.GetValue(peak), arguments.GetValue(utilisation),
                    (int)arguments.GetValue(processors), (int)arguments.GetValue(copies), arguments.GetValue(share),
                    arguments.GetValue(years)),
                OrderCost.Measured);
            Print(plan, plan.CostOfAMonth(arguments.GetValue(processorHour), arguments.GetValue(gigabyteMonth)));
            return Task.CompletedTask;
        });
        return command;
    }

    private static void Print(CapacityPlan plan, double costOfAMonth)
    {
        var table = new Table().AddColumn("what").AddColumn(new TableColumn("figure").RightAligned());
        (string What, FormattableString Figure)[] rows =
        [
            ("paid orders a second, on average and at the peak", $"{plan.Demand.OrdersPerSecond:N1} and {plan.Demand.PeakPerSecond:N1}"),
            ("API: processors, processes", $"{plan.ApiProcessors:N1}, {plan.Apis}"),
            ("worker: processors, processes", $"{plan.WorkerProcessors:N1}, {plan.Workers}"),
            ("database: a server's orders that are left, its copies waited for", $"{plan.Demand.ShareLeft:N2}"),
            ("database: processors, shards", $"{plan.DatabaseProcessors:N1}, {plan.Shards}"),
            ("one database server: paid orders a second at most", $"{plan.OrdersPerServer:N0}"),
            ("one database server: commits a second at the peak", $"{plan.CommitsPerServer:N0}"),
            ("disk for orders, one copy", $"{plan.DiskGigabytes:N0} GB"),
            ("a month, at your prices", $"{costOfAMonth:N0}"),
        ];
        foreach (var (what, figure) in rows)
        {
            table.AddRow(what, figure.ToString(CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
    }

    private static Option<double> Number(string name, string description, double standard, double least, double most)
    {
        var option = new Option<double>(name) { Description = description, DefaultValueFactory = _ => standard };
        Limit(option, least, most);
        return option;
    }

    private static void Limit(Option option, double least, double most) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<double?>() is { } value && !(value >= least && value <= most))
        {
            result.AddError($"{option.Name} takes a number from {least} to {most}.");
        }
    });
}
