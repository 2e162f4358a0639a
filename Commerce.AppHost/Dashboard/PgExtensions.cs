using System.Text.Json.Nodes;

namespace Commerce.AppHost.Dashboard;

/// <summary>Breaks and heals the PG from the dashboard.</summary>
internal static class PgExtensions
{
    private const string FaultsPath = "/api/v1/faults";
    private const string Fault = "fault";

    // Each is a dial of the PG turned to "always".
    private static readonly (string Dial, string Title)[] Faults =
    [
        ("refuseRate", "every payment request is answered 500"),
        ("cutRate", "every connection of a payment request is cut"),
        ("hangRate", "payment requests are never answered"),
        ("noAnswerRate", "payments are made and never answered"),
        ("slowRate", "payments are answered after 2.5 s"),
        ("malformedRate", "payments are made and answered with half a document"),
        ("lookupErrorRate", "every lookup is answered 500"),
        ("cancelRefuseRate", "every cancel is answered 500"),
        ("callbackDropRate", "no callback is sent"),
    ];

    public static IResourceBuilder<ProjectResource> WithFaultCommands(this IResourceBuilder<ProjectResource> pg)
    {
        var client = new OperatorClient(pg.Resource);
        return pg
            .WithStackCommand("break", "Break", new CommandOptions
            {
                Description = "Lets the PG fail in one way, always, until it is healed or restarted.",
                IconName = "HeartBroken",
                IsHighlighted = true,
                ConfirmationMessage = "Payments fail in the way that you choose, always, until the PG is healed or restarted.",
                Arguments =
                [
                    new InteractionInput
                    {
                        Name = Fault,
                        Label = "Fault",
                        InputType = InputType.Choice,
                        Required = true,
                        Value = Faults[0].Dial,
                        Options = [.. Faults.Select(fault => KeyValuePair.Create(fault.Dial, $"{fault.Dial}: {fault.Title}"))],
                    },
                ],
            }, context => BreakAsync(client, context.Arguments.GetString(Fault), context.CancellationToken))
            .WithStackCommand("heal", "Heal", new CommandOptions
            {
                Description =
                    "Takes every fault away, the 40 % that the PG refuses by its nature among them, and forgets what was scripted.",
                IconName = "HeartPulse",
                IsHighlighted = true,
            }, context => HealAsync(client, context.CancellationToken));
    }

    private static async Task<string> BreakAsync(OperatorClient client, string? chosen, CancellationToken ct)
    {
        var (dial, title) = Faults.Single(fault => fault.Dial == chosen); // Aspire lets nothing else through.

        // Requests meet the first fault that hits, so the one that was chosen has to be alone.
        var now = await TurnAsync(client, new JsonObject { ["refuseRate"] = 0, [dial] = 1 }, ct);
        return $"Broken: {title} ({dial} is {now[dial]}).";
    }

    private static async Task<string> HealAsync(OperatorClient client, CancellationToken ct)
    {
        await client.SendAsync(HttpMethod.Post, $"{FaultsPath}/script", new { outcomes = Array.Empty<string>() }, ct);
        var now = await TurnAsync(client, new JsonObject(Faults.Select(fault => KeyValuePair.Create(fault.Dial, (JsonNode?)0))), ct);
        return $"Healed: {now["refuseRate"]} of the payment requests are refused now, {now["lookupErrorRate"]} of the lookups, "
            + $"{now["cancelRefuseRate"]} of the cancels.";
    }

    private static async Task<JsonNode> TurnAsync(OperatorClient client, JsonObject dials, CancellationToken ct) =>
        (await client.SendAsync(HttpMethod.Put, FaultsPath, dials, ct))["data"]!;
}
