using System.Text.Json;

namespace Commerce.ConsoleClient;

/// <summary>One thing that happened to an order: <c>order.state</c> first, then the events of <c>docs/api.md</c>.</summary>
internal sealed record Happened(string Type, string Status)
{
    /// <summary>Nothing happens to the order after this one.</summary>
    public bool IsLast => Type is "order.completed" or "order.failed" or "order.cancelled"
        || (Type == "order.state" && Status != "PENDING");

    public static Happened Of(string type, string json)
    {
        using var document = JsonDocument.Parse(json);
        var body = document.RootElement.TryGetProperty("data", out var data) ? data : document.RootElement;
        return new Happened(type, body.TryGetProperty("status", out var status) ? status.GetString() ?? "" : "");
    }
}
