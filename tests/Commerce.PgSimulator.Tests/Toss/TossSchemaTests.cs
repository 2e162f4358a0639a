using System.Text.Json;
using Commerce.PgSimulator.Tests.Hosting;
using Json.Schema;

namespace Commerce.PgSimulator.Tests.Toss;

/// <summary>What the dialect says is held against a schema that was made from the contract, and not from the code.</summary>
public sealed class TossSchemaTests(TossSchemaTests.Own pg) : IClassFixture<TossSchemaTests.Own>
{
    private static readonly string Contract = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Toss", "toss-wire.schema.json"));

    public sealed class Own : TossSimulator;

    [Fact]
    public async Task A_payment_is_as_the_contract_says_in_every_state()
    {
        var order = await pg.OpenAsync();
        Holds("payment", "READY", await pg.LookAsync(order));
        await pg.PickAsync(order, ("pick", "card"));
        Holds("payment", "IN_PROGRESS", await pg.LookByOrderAsync(order));
        Holds("payment", "DONE", await pg.ConfirmAsync(order));
        Holds("payment", "PARTIAL_CANCELED", await pg.CancelAsync(order, 1_000));
        Holds("payment", "PARTIAL_CANCELED", await pg.CancelAsync(order));
        Holds("payment", "CANCELED", await pg.CancelAsync(await pg.PaidAsync()));
        var refused = await pg.AgreedAsync("REJECT_CARD_COMPANY");
        await pg.ConfirmAsync(refused);
        Holds("payment", "ABORTED", await pg.LookAsync(refused));
        var expired = await pg.OpenAsync();
        await pg.PickAsync(expired, ("pick", "expire"));
        Holds("payment", "EXPIRED", await Until.TrueAsync(() => pg.LookAsync(expired), answer => answer.Says() != "READY"));
    }

    [Fact]
    public async Task An_error_is_as_the_contract_says()
    {
        Holds("failure", "NOT_FOUND_PAYMENT", await pg.LookAsync(new TossOrder("made-up", "order-1", 1)));
        Holds("failure", "UNAUTHORIZED_KEY", await pg.TossAsync("test_sk_of_nobody:", HttpMethod.Get, "payments/made-up"));
        Holds("failure", "NOT_FOUND", await pg.TossAsync(HttpMethod.Get, "nowhere"));
    }

    [Fact]
    public async Task The_books_are_as_the_contract_says()
    {
        var order = await pg.PaidAsync();
        await pg.CancelAsync(order, 1_000);

        Check("transactions", (await pg.TransactionsAsync()).Json);
    }

    [Fact]
    public async Task Webhooks_are_as_the_contract_says()
    {
        var order = await pg.PaidAsync();
        Check("webhook", JsonDocument.Parse((await pg.WebhookAsync(order)).Text).RootElement);
        await pg.CancelAsync(order);
        Check("webhook", JsonDocument.Parse((await pg.WebhookAsync(order)).Text).RootElement);
    }

    private static void Holds(string definition, string says, Answer answer)
    {
        Assert.Equal(says, answer.Says());
        Check(definition, answer.Json);
    }

    private static void Check(string definition, JsonElement said)
    {
        var contract = JsonDocument.Parse(Contract).RootElement.GetProperty("$defs").GetRawText();
        var schema = JsonSchema.FromText($$"""{"$ref":"#/$defs/{{definition}}","$defs":{{contract}}}""");
        var result = schema.Evaluate(said, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, string.Join('\n', (result.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(
            detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} {error.Key}: {error.Value}"))) + $"\n{said}");
    }
}
