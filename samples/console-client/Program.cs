using System.CommandLine;
using Commerce.ConsoleClient;

// Places an order and says what becomes of it, as it happens.
//   dotnet run --project samples/console-client -- --product 4 --quantity 1 --card 4242-4242-4242-4242
var api = new Option<Uri>("--api")
{
    Description = "Where the API is.",
    DefaultValueFactory = _ => new Uri("http://localhost:8080"),
    CustomParser = given =>
    {
        if (Uri.TryCreate(given.Tokens[0].Value, UriKind.Absolute, out var address) && address?.Scheme is "http" or "https")
        {
            return address;
        }

        given.AddError($"'{given.Tokens[0].Value}' is no address such as http://localhost:8080.");
        return null;
    },
};
var member = new Option<string>("--member") { Description = "Who buys.", DefaultValueFactory = _ => "demo1" };
var product = new Option<long>("--product") { Description = "What is bought: a product's id.", DefaultValueFactory = _ => 4 };
var quantity = new Option<int>("--quantity") { Description = "How many of it.", DefaultValueFactory = _ => 1 };
var card = new Option<string>("--card")
{
    Description = "A test card of the simulator, which decides what happens: the list is on its page.",
    DefaultValueFactory = _ => "4242-4242-4242-4242",
};
var command = new RootCommand("Places an order and says what becomes of it. Exit code 0: paid; 1: not paid; 2: refused or no answer.")
{
    api, member, product, quantity, card,
};
command.SetAction(async (parsed, ct) =>
{
    using var shop = new Shop(parsed.GetValue(api)!, parsed.GetValue(member)!);
    var wish = new Wish(parsed.GetValue(product), parsed.GetValue(quantity), parsed.GetValue(card)!);
    return await new Purchase(shop, Console.Out, Console.Error).ExecuteAsync(wish, ct);
});
return await command.Parse(args).InvokeAsync();
