using System.Text.Json;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Faults;

/// <summary>Reads the body of <c>POST /api/v1/faults/script</c>: <c>{"outcomes":["no-answer","approved"]}</c>.</summary>
internal static class FaultScript
{
    public const int MostOutcomes = 10_000;

    /// <exception cref="PgException">400: not of that form, an unknown outcome, or too many of them.</exception>
    public static IReadOnlyList<Outcome> Read(byte[] body)
    {
        var names = Parse(body);
        return names.Count > MostOutcomes
            ? throw Wrong($"outcomes has {names.Count} entries: it must have from 0 to {MostOutcomes}.")
            : [.. names.Select(Find)];
    }

    private static List<string?> Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<Body>(body, WireJson.Answers)?.Outcomes
                ?? throw Wrong("outcomes is missing: it must be an array of names.");
        }
        catch (JsonException)
        {
            throw Wrong("""the body must be {"outcomes":[...]} with an array of names.""");
        }
    }

    private static Outcome Find(string? name, int index) =>
        Outcome.Find(name ?? string.Empty)
            ?? throw Wrong(
                $"outcomes[{index}] is '{name}': it must be one of {string.Join(", ", Outcome.All.Select(outcome => outcome.Name))}.");

    private static PgException Wrong(string how) => new(WireError.BadRequest, how);

    internal sealed record Body(List<string?>? Outcomes);
}
