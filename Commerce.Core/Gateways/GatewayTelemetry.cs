using System.Diagnostics.Metrics;

namespace Commerce.Core.Gateways;

/// <summary>What the PGs are asked, what they answer, and what they call back with.</summary>
public sealed class GatewayTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Commerce.Payments";

    private const string GatewayTag = "commerce.gateway";

    private readonly Counter<long> _answers;
    private readonly Counter<long> _callbacks;

    public GatewayTelemetry(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create(Name);
        _answers = meter.CreateCounter<long>("commerce.pg.answers", "{answer}", "What PGs were asked and what they answered.");
        _callbacks = meter.CreateCounter<long>(
            "commerce.callbacks", "{callback}", "Callbacks received, by gateway and by what became of them.");
    }

    internal void Count(string gateway, GatewayResult answer) => CountAnswer(
        gateway,
        "REQUEST",
        answer.Match(_ => "ACCEPTED", _ => "CAPTURED", _ => "DECLINED", _ => "NOT_SENT", _ => "REFUSED", _ => "UNKNOWN"));

    internal void Count(string gateway, GatewayLookup answer) => CountAnswer(
        gateway, "LOOKUP", answer.Match(_ => "FOUND", _ => "ABSENT", _ => "UNKNOWN"));

    internal void Count(string gateway, GatewayConfirmation answer) => CountAnswer(
        gateway,
        "CONFIRM",
        answer.Match(_ => "CONCLUDED", _ => "DECLINED", _ => "KEY_UNKNOWN", _ => "NOT_SENT", _ => "MISCONFIGURED", _ => "UNKNOWN"));

    /// <summary>A PG does not accept our key, whatever it was asked.</summary>
    internal void CountRefusedKey(string gateway) => CountAnswer(gateway, "KEY", "MISCONFIGURED");

    internal void CountCallback(string gateway, string outcome) =>
        _callbacks.Add(1, new(GatewayTag, gateway), new("commerce.callback.outcome", outcome));

    private void CountAnswer(string gateway, string operation, string answer) =>
        _answers.Add(1, new(GatewayTag, gateway), new("commerce.pg.operation", operation), new("commerce.pg.answer", answer));
}
