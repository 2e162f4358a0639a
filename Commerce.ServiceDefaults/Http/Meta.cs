using System.Text.Json.Serialization;

namespace Commerce.ServiceDefaults.Http;

/// <summary>How a request ended. What does not apply is left out, whatever the process does with nulls elsewhere.</summary>
/// <param name="Result"><c>SUCCESS</c> or <c>FAIL</c>.</param>
public sealed record Meta(
    string Result,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ErrorCode = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message = null)
{
    public static readonly Meta Success = new("SUCCESS");

    public static Meta Fail(string errorCode, string message) => new("FAIL", errorCode, message);
}
