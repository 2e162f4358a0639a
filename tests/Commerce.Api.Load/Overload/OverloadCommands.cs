using System.CommandLine;
using Spectre.Console;

namespace Commerce.Api.Load.Overload;

/// <summary>The commands that put more on the shop than it bears. Each ends with 1 when a promise is broken.</summary>
internal static class OverloadCommands
{
    public static Command HotProduct()
    {
        var clients = Number("--clients", "How many buyers at once.", 8);
        var seconds = Number("--seconds", "How long each side is measured.", 30);
        var command = new Command("hot-product", "Paid orders a second when everybody wants one product, against all products.")
        {
            clients, seconds,
        };
        command.SetAction((arguments, _) => new HotProductRun(
            arguments.GetValue(clients), TimeSpan.FromSeconds(arguments.GetValue(seconds)), AnsiConsole.Console).ExecuteAsync());
        return command;
    }

    public static Command FlashSale()
    {
        var stock = Number("--stock", "How many pieces there are.", 1_000);
        var buyers = Number("--buyers", "How many want one.", 20_000);
        var seconds = Number("--seconds", "Within which time they come.", 20);
        var clients = Number("--clients", "How many connections they have between them.", 256);
        var patience = Number("--patience", "For how many seconds a buyer who is refused keeps coming again, each time when told to.", 180);
        var command = new Command("flash-sale", "Many more buyers than pieces within seconds.")
        {
            stock, buyers, seconds, clients, patience,
        };
        command.SetAction((arguments, _) => new FlashSaleRun(
            new FlashSaleSettings(
                arguments.GetValue(stock),
                arguments.GetValue(buyers),
                TimeSpan.FromSeconds(arguments.GetValue(seconds)),
                arguments.GetValue(clients),
                TimeSpan.FromSeconds(arguments.GetValue(patience))),
            AnsiConsole.Console).ExecuteAsync());
        return command;
    }

    public static Command Overload()
    {
        var seconds = Number("--seconds", "How long each phase is measured; the doubled load twice as long.", 10);
        var clients = Number("--clients", "How many clients the last phase has.", 200);
        var command = new Command("overload", "The peak of paid orders a second, and what is left of it at twice the load.")
        {
            seconds, clients,
        };
        command.SetAction((arguments, _) => new OverloadRun(
            TimeSpan.FromSeconds(arguments.GetValue(seconds)), arguments.GetValue(clients), AnsiConsole.Console).ExecuteAsync());
        return command;
    }

    private static Option<int> Number(string name, string description, int byDefault)
    {
        var number = new Option<int>(name) { Description = description, DefaultValueFactory = _ => byDefault };
        number.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError($"{name} takes a number from 1.");
            }
        });
        return number;
    }
}
