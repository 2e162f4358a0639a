using System.Text.Json;
using System.Text.Json.Serialization;
using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Toss.Wire;
using Commerce.PgSimulator.Wire;
using Commerce.ServiceDefaults.OpenApi;

namespace Commerce.PgSimulator.Toss;

/// <summary><c>/toss/dials</c>: what is uncertain about the dialect, by HTTP. Where faults are not, they are not either.</summary>
internal static class DialEndpoints
{
    private static readonly JsonSerializerOptions Strict =
        new(WireJson.Answers) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static void MapTossDials(this WebApplication app)
    {
        if (!FaultEndpoints.IsEnabled(app))
        {
            return;
        }

        var dials = app.MapGroup("/toss/dials").WithTags("Toss");
        dials.MapGet("", Show)
            .WithName("toss.getDials")
            .Answers<TossDials>("What is uncertain about the dialect, as it stands.").Fails(400);
        dials.MapPut("", ReplaceAsync)
            .WithName("toss.replaceDials")
            .Answers<TossDials>("Decide what is uncertain. What is left out goes back to its configured value.").Fails(400)
            .DescribeBody<TossDials>("""{"refusalKeepsPayment":true}""");
    }

    private static Task Show(HttpContext context, TossDialControl control) => WireJson.AnswerAsync(context, control.Current);

    // What is sent is what holds.
    private static async Task ReplaceAsync(HttpContext context, TossDialControl control)
    {
        var body = await FaultBody.ReadAsync(context.Request, "it must be a JSON object of true and false.", context.RequestAborted);
        control.Current = Read(body, control.Configured);
        await Show(context, control);
    }

    private static TossDials Read(byte[] body, TossDials basis)
    {
        try
        {
            var dials = JsonSerializer.SerializeToNode(basis, Strict)!.AsObject();
            foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, bool>>(body, Strict) ?? [])
            {
                dials[name] = value;
            }

            return dials.Deserialize<TossDials>(Strict)!;
        }
        catch (JsonException e)
        {
            throw new PgException(
                WireError.BadRequest, $"the body must be a JSON object of true and false, with names of dials: {e.Message}");
        }
    }
}
