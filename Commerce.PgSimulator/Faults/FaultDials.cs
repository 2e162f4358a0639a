using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Faults;

/// <summary>Reads the body of <c>PUT /api/v1/faults</c>, and says which field is wrong and what it may be.</summary>
internal static class FaultDials
{
    private static readonly HashSet<string> Names =
        [.. WireJson.Answers.GetTypeInfo(typeof(FaultOptions)).Properties.Where(dial => dial.Get is not null).Select(dial => dial.Name)];

    private const string Seed = "seed";

    /// <summary>The dials as the body sets them; those it leaves out are as in <paramref name="basis"/>, and without a seed.</summary>
    /// <exception cref="PgException">400: not JSON, an unknown dial, or a value out of range.</exception>
    public static FaultOptions Read(byte[] body, FaultOptions basis)
    {
        var dials = JsonSerializer.SerializeToNode(basis, WireJson.Answers)!.AsObject();
        dials.Remove(Seed); // A seed starts the dice anew, so it counts only when it is sent.
        foreach (var (name, value) in Parse(body))
        {
            dials[name] = Names.Contains(name)
                ? value?.DeepClone()
                : throw Wrong($"{name} is not a fault; the faults are {string.Join(", ", Names)}.");
        }

        return Check(Deserialize(dials));
    }

    private static JsonObject Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject ?? throw Wrong("the body must be a JSON object of faults.");
        }
        catch (JsonException e)
        {
            throw Wrong($"the body must be a JSON object of faults: {e.Message}");
        }
    }

    private static FaultOptions Deserialize(JsonObject dials)
    {
        try
        {
            return dials.Deserialize<FaultOptions>(WireJson.Answers)!;
        }
        catch (JsonException e)
        {
            var name = e.Path?.TrimStart('$', '.') ?? string.Empty;
            throw Wrong($"{name} is {dials[name]?.ToJsonString() ?? "null"}: it must be a number.");
        }
    }

    private static FaultOptions Check(FaultOptions dials)
    {
        var breaches = new List<ValidationResult>();
        if (Validator.TryValidateObject(dials, new ValidationContext(dials), breaches, validateAllProperties: true))
        {
            return dials;
        }

        var values = JsonSerializer.SerializeToNode(dials, WireJson.Answers)!;
        throw Wrong(string.Join(' ', breaches.Select(breach => Sentence(breach, values))));
    }

    private static string Sentence(ValidationResult breach, JsonNode values)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(breach.MemberNames.First());
        return $"{name} is {values[name]}: {breach.ErrorMessage}";
    }

    private static PgException Wrong(string how) => new(WireError.BadRequest, how);
}
