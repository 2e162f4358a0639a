using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Faults;

/// <summary>Reads the body of <c>PUT /api/v1/faults</c>, and says which field is wrong and what it may be.</summary>
internal static class FaultDials
{
    private const string Seed = "seed";
    private const string NoObject = "the body must be a JSON object of faults";

    private static readonly OrderedDictionary<string, JsonPropertyInfo> Known = new(
        WireJson.Answers.GetTypeInfo(typeof(FaultOptions)).Properties.Where(dial => dial.Get is not null).Select(
            dial => KeyValuePair.Create(dial.Name, dial)));

    /// <summary>The dials as the body sets them; those it leaves out are as in <paramref name="basis"/>, and without a seed.</summary>
    /// <exception cref="PgException">400: not JSON, an unknown dial, one that is there twice, or a value out of range.</exception>
    public static FaultOptions Read(byte[] body, FaultOptions basis)
    {
        var dials = JsonSerializer.SerializeToNode(basis, WireJson.Answers)!.AsObject();
        dials.Remove(Seed); // A seed starts the dice anew, so it counts only when it is sent.
        foreach (var (name, value) in Parse(body))
        {
            dials[name] = value;
        }

        return Check(Deserialize(dials), dials);
    }

    private static Dictionary<string, JsonNode?> Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Members(document.RootElement) : throw Wrong($"{NoObject}.");
        }
        // The second: half a surrogate pair, or bytes that are not UTF-8.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Wrong($"{NoObject}: {e.Message}");
        }
    }

    private static Dictionary<string, JsonNode?> Members(JsonElement root)
    {
        var members = new Dictionary<string, JsonNode?>();
        foreach (var member in root.EnumerateObject())
        {
            if (!Known.ContainsKey(member.Name))
            {
                throw Wrong($"{member.Name} is not a fault; the faults are {string.Join(", ", Known.Keys)}.");
            }

            if (!members.TryAdd(member.Name, Value(member)))
            {
                throw Wrong($"{member.Name} is there twice: it must be there once at most.");
            }
        }

        return members;
    }

    private static JsonNode? Value(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.Number or JsonValueKind.Null => JsonNode.Parse(member.Value.GetRawText()),
        JsonValueKind.String => JsonValue.Create(member.Value.GetString()),
        _ => throw NoNumber(member.Name, member.Value.GetRawText()),
    };

    private static FaultOptions Deserialize(JsonObject dials)
    {
        try
        {
            return dials.Deserialize<FaultOptions>(WireJson.Answers)!;
        }
        catch (JsonException e)
        {
            var name = e.Path!.TrimStart('$', '.');
            throw NoNumber(name, Text(dials[name]));
        }
    }

    private static PgException NoNumber(string name, string value)
    {
        var type = Known[name].PropertyType;
        var kind = type == typeof(double) ? "a number" : "a whole number";
        var allowed = Known[name].AttributeProvider!.GetCustomAttributes(inherit: false).OfType<DialAttribute>().SingleOrDefault()?.Allowed;
        return Wrong($"{name} is {value}: it must be {kind} {allowed ?? $"from {int.MinValue} to {int.MaxValue}"}.");
    }

    private static FaultOptions Check(FaultOptions dials, JsonObject asSent)
    {
        var breaches = new List<ValidationResult>();
        return Validator.TryValidateObject(dials, new ValidationContext(dials), breaches, validateAllProperties: true)
            ? dials
            : throw Wrong(string.Join(' ', breaches.Select(breach => Sentence(breach, asSent))));
    }

    private static string Sentence(ValidationResult breach, JsonObject asSent)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(breach.MemberNames.First());
        return $"{name} is {Text(asSent[name])}: {breach.ErrorMessage}";
    }

    private static string Text(JsonNode? value) => value?.ToJsonString(WireJson.Answers) ?? "null";

    private static PgException Wrong(string how) => new(WireError.BadRequest, how);
}
