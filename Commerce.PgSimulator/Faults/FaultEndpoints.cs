using System.Text.Json;
using System.Text.Json.Nodes;
using Commerce.PgSimulator.Wire;
using Commerce.ServiceDefaults.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Commerce.PgSimulator.Faults;

/// <summary>Fault control over HTTP. Where it is not enabled, the routes do not exist.</summary>
internal static class FaultEndpoints
{
    // Far more than 10,000 outcomes take: who sends a million is to be told how many there may be, and not cut off.
    private const long LargestScript = 8 << 20;

    public static void MapFaults(this WebApplication app)
    {
        if (!IsEnabled(app))
        {
            return;
        }

        var faults = app.MapGroup("/api/v1/faults").WithTags("Faults");
        faults.MapGet("", Show)
            .WithName("faults.get")
            .Answers<FaultOptions>("The dials as they stand, and the seed of the dice.").Fails(400);
        faults.MapPut("", ReplaceAsync)
            .WithName("faults.replace")
            .Answers<FaultOptions>("Turn the dials. One that is left out goes back to its configured value.").Fails(400)
            .DescribeBody<FaultOptions>("""{"refuseRate":0.4}""");
        faults.MapGet("script", ShowScript)
            .WithName("faults.getScript")
            .Answers<ScriptAnswer>("How many requests the script still decides.").Fails(400);
        faults.MapPost("script", ScriptAsync).WithMetadata(new RequestSizeLimitAttribute(LargestScript))
            .WithName("faults.script")
            .Answers<ScriptAnswer>("Decide the next requests, one outcome each.").Fails(400)
            .DescribeBody<FaultScript.Body>("""{"outcomes":["no-answer","approved"]}""");
        faults.MapGet("outcomes", ShowOutcomes)
            .WithName("faults.listOutcomes")
            .Answers<IEnumerable<OutcomeAnswer>>("Every outcome that a script or a test card can ask for.").Fails(400);
    }

    /// <summary>Whether what the gateway does wrong may be turned over HTTP.</summary>
    // Read by hand: the options are checked only when the process starts, and a wrong one is told there.
    public static bool IsEnabled(WebApplication app) =>
        bool.TryParse(app.Configuration[$"{FaultOptions.Section}:{nameof(FaultOptions.Enabled)}"], out var enabled)
            ? enabled
            : app.Environment.IsDevelopment();

    private static Task Show(HttpContext context, FaultControl control, OutcomePolicy policy)
    {
        var dials = JsonSerializer.SerializeToNode(control.Current, WireJson.Answers)!.AsObject();
        dials.Remove("seed"); // Absent or not, it is shown last.
        dials["seed"] = policy.Seed;
        return WireJson.AnswerAsync<JsonNode>(context, dials);
    }

    // What is sent is what holds: a dial that is left out goes back to its configured value.
    private static async Task ReplaceAsync(HttpContext context, FaultControl control, OutcomePolicy policy)
    {
        var body = await FaultBody.ReadAsync(context.Request, "it must be a JSON object of faults.", context.RequestAborted);
        var dials = FaultDials.Read(body, control.Configured);
        control.Current = dials;
        if (dials.Seed is { } seed)
        {
            policy.Reseed(seed);
        }

        await Show(context, control, policy);
    }

    private static async Task ScriptAsync(HttpContext context, FaultControl control)
    {
        var allowed = $"outcomes must have from 0 to {FaultScript.MostOutcomes} entries.";
        control.Script(FaultScript.Read(await FaultBody.ReadAsync(context.Request, allowed, context.RequestAborted)));
        await ShowScript(context, control);
    }

    private static Task ShowScript(HttpContext context, FaultControl control) =>
        WireJson.AnswerAsync(context, new ScriptAnswer(control.Scripted));

    private static Task ShowOutcomes(HttpContext context, CancellationToken _) =>
        WireJson.AnswerAsync(context, Outcome.All.Select(outcome => new OutcomeAnswer(outcome.Name, outcome.Meaning)));

    private sealed record ScriptAnswer(int Remaining);

    private sealed record OutcomeAnswer(string Name, string Meaning);
}
