using System.Globalization;
using Commerce.AppHost.Demo;

namespace Commerce.AppHost.Dashboard;

/// <summary>Places orders and compares books from the dashboard.</summary>
internal static class ShopExtensions
{
    private const int MostOrders = 200;
    private const string Count = "count";
    private const string CardNo = "card";
    private const string Date = "date";

    public static IResourceBuilder<T> WithShopCommands<T>(
        this IResourceBuilder<T> api, IResourceBuilder<ParameterResource> key)
        where T : IResourceWithEndpoints
    {
        var client = new OperatorClient(api.Resource, key.Resource);
        return api
            .WithStackCommand("place-orders", "Place orders", new CommandOptions
            {
                Description = "Places orders of the demo members, and tells what became of them.",
                IconName = "Cart",
                IsHighlighted = true,
                Arguments =
                [
                    new InteractionInput
                    {
                        Name = Count,
                        Label = $"How many (1 to {MostOrders})",
                        InputType = InputType.Number,
                        Required = true,
                        Value = "20",
                    },
                    new InteractionInput
                    {
                        Name = CardNo, Label = "Card", InputType = InputType.Choice, Required = true, Value = DemoCard.Dice.CardNo,
                        Options = [.. DemoCard.All.Select(card => KeyValuePair.Create(card.CardNo, $"{card.CardNo} {card.Fate}"))],
                    },
                ],
                ValidateArguments = Refuse(Count, WrongCount),
            }, context => PlaceAsync(api.Resource, context))
            .WithStackCommand("compare-books", "Compare the books of a day", new CommandOptions
            {
                Description = "Holds the PG's books of a day in Seoul against ours.",
                IconName = "BookSearch",
                Arguments =
                [
                    new InteractionInput
                    {
                        Name = Date,
                        Label = "Day in Seoul",
                        InputType = InputType.Text,
                        MaxLength = 10,
                        Placeholder = "yyyy-MM-dd; today if empty",
                    },
                ],
                ValidateArguments = Refuse(Date, WrongDate),
            }, context => CompareAsync(client, context));
    }

    /// <summary>What is wrong with the number of orders; null when nothing is.</summary>
    internal static string? WrongCount(string? text) =>
        CountOf(text) is null ? $"{Count} is '{text}': it must be a whole number from 1 to {MostOrders}." : null;

    /// <summary>What is wrong with the day; null when nothing is. How far back books go, the API knows.</summary>
    internal static string? WrongDate(string? text) =>
        !string.IsNullOrEmpty(text) && DayOf(text) is null
            ? $"{Date} is '{text}': it must be a day such as 2025-08-16, or nothing for today."
            : null;

    private static Func<InputsDialogValidationContext, Task> Refuse(string name, Func<string?, string?> fault) => context =>
    {
        var input = context.Inputs[name];
        if (fault(input.Value) is { } sentence)
        {
            context.AddValidationError(input, sentence);
        }

        return Task.CompletedTask;
    };

    private static int? CountOf(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostOrders
            ? count
            : null;

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static async Task<string> PlaceAsync(IResourceWithEndpoints api, ExecuteCommandContext context)
    {
        using var http = HostRequests.CreateClient();
        http.BaseAddress = new Uri((await api.GetEndpoint("http").GetValueAsync(context.CancellationToken))!);
        var orders = DemoOrder.Many(CountOf(context.Arguments.GetString(Count))!.Value, context.Arguments.GetString(CardNo)!);
        await new DemoShop(http, TimeProvider.System).BuyAsync(orders, context.CancellationToken);
        return DemoReport.Summary(orders);
    }

    private static async Task<string> CompareAsync(OperatorClient client, ExecuteCommandContext context)
    {
        var answer = await client.SendAsync(
            HttpMethod.Post, "/api/v1/reconciliations", new { date = DayOf(context.Arguments.GetString(Date)) }, context.CancellationToken);
        var run = answer["data"]!;
        var figures = string.Create(
            CultureInfo.InvariantCulture,
            $"{run["date"]}: {run["pgLines"]} lines, the PG owes us {(long)run["pg"]!["net"]!:N0} won by its books and "
            + $"{(long)run["ours"]!["net"]!:N0} by ours");
        var breaks = (long)run["breakCount"]!;
        return breaks == 0
            ? $"{figures}. No breaks; {run["unsettled"]} lines are not settled yet."
            : throw new CommandRefusal($"{figures}. {breaks} breaks: see /api/v1/reconciliations/{run["id"]}.");
    }
}
