using System.Text.Json;
using System.Text.Json.Serialization;

namespace Commerce.TestHost.Client;

/// <summary>
/// How the records of this folder are read: by exact names, a number is no text, and a member that is not nullable has to be there.
/// </summary>
internal static class Wire
{
    private static readonly JsonSerializerOptions Exact = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static T? Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Exact);

    public static T Read<T>(Answer answer)
    {
        try
        {
            return Read<T>(answer.Body) ?? throw answer.Unexpected();
        }
        catch (JsonException e)
        {
            throw answer.Unexpected(e);
        }
    }
}
