using System.Net;
using System.Text.Json.Nodes;

namespace Commerce.Api.Tests.Hosting;

/// <summary>What the API answered, as a client sees it.</summary>
internal sealed record Answer(HttpStatusCode Status, string? MediaType, JsonNode Body, bool IsRepeated)
{
    public string? ErrorCode => (string?)Body["errorCode"];

    public string? Message => (string?)Body["meta"]!["message"];

    public bool IsSuccess => Status == HttpStatusCode.OK;

    /// <summary>The data of a success; anything else fails the test with the answer in its message.</summary>
    public JsonNode Data => IsSuccess && (string?)Body["meta"]!["result"] == "SUCCESS"
        ? Body["data"]!
        : throw new InvalidOperationException($"{(int)Status} {Body.ToJsonString()}");

    /// <summary>An error reads the same for both worlds: problem details and the envelope's meta.</summary>
    public void IsProblem(HttpStatusCode status, string errorCode, string message)
    {
        Assert.Equal((status, "application/problem+json"), (Status, MediaType));
        Assert.Equal((errorCode, errorCode, "FAIL"), (ErrorCode, (string?)Body["meta"]!["errorCode"], (string?)Body["meta"]!["result"]));
        Assert.Equal((message, message), (Message, (string?)Body["detail"]));
        Assert.Equal((int)status, (int?)Body["status"]);
    }
}
