using System.Diagnostics.Metrics;
using Commerce.ServiceDefaults.Names;

namespace Commerce.Core.Webhooks;

/// <summary>What becomes of the messages to webhooks.</summary>
public sealed class WebhookTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Commerce.Webhooks";

    private readonly Counter<long> _sent;

    public WebhookTelemetry(IMeterFactory meterFactory)
    {
        _sent = meterFactory.Create(Name).CreateCounter<long>(
            "commerce.webhooks.messages", "{message}", "Messages that were sent to webhooks, by what came of it.");
        foreach (var outcome in Enum.GetValues<SendingOutcome>())
        {
            Add(0, outcome);
        }
    }

    internal void Count(SendingOutcome outcome) => Add(1, outcome);

    private void Add(long count, SendingOutcome outcome) =>
        _sent.Add(count, new KeyValuePair<string, object?>("commerce.webhook.outcome", ExactName<SendingOutcome>.Of(outcome)));
}

internal enum SendingOutcome
{
    /// <summary>Answered with 2xx.</summary>
    Arrived,

    /// <summary>It is sent again.</summary>
    Failed,

    /// <summary>It is not sent again, unless an operator wants it.</summary>
    GivenUp,
}
