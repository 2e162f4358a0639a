using System.ComponentModel.DataAnnotations;
using Commerce.ServiceDefaults.Networks;

namespace Commerce.Core.Webhooks;

/// <summary>How the shop's other systems are told of events. Configuration section <c>Webhooks</c>.</summary>
public sealed class WebhookOptions : IValidatableObject
{
    public const string Section = "Webhooks";
    public const int KeyBytes = 32;

    /// <summary>
    /// What the signing secrets are sealed with before they are stored: base64 of 32 bytes, the same in the API and the worker. Default:
    /// none, and no webhook can be made.
    /// </summary>
    public string? SealingKey
    {
        get;
        set => field = value is { Length: 0 } ? null : value; // What a variable that is there and empty says.
    }

    /// <summary>Allows addresses with http. Default false.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>
    /// Networks that webhooks may lead to although they are not of the open internet: <c>10.1.0.0/16</c>. Default none: what is private,
    /// loopback or link-local is not connected to, whatever name leads there.
    /// </summary>
    [Networks]
    public string[] AllowedNetworks { get; set; } = [];

    /// <summary>How long one message may take, connecting included. 100 ms to 60 s; default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How soon a message that did not arrive is sent again; gaps double from here. 100 ms to 1 h; default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan FirstGap { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest gap between two tries. 1 s to 1 d; default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestGap { get; set; } = TimeSpan.FromHours(1);

    /// <summary>For how long a message is tried before it is given up. 1 min to 30 d; default 3 d.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(3);

    /// <summary>For how long a former secret still signs after a change. 0 to 30 d; default 1 d.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan FormerSecretSigns { get; set; } = TimeSpan.FromDays(1);

    /// <summary>For how long nothing is sent to an address after its breaker opened. 100 ms to 1 h; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan BreakerOpens { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the worker looks for messages that are due. 100 ms to 1 min; default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many messages of one webhook a worker takes at a time. 1 to 1000; default 50.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; set; } = 50;

    /// <summary>How many messages a worker sends to one webhook at the same time. 1 to 64; default 4.</summary>
    [Range(1, 64)]
    public int AtOnce { get; set; } = 4;

    /// <summary>To how many webhooks a worker sends at the same time. 1 to 100; default 16.</summary>
    [Range(1, 100)]
    public int ReceiversAtOnce { get; set; } = 16;

    /// <summary>For how long a taken message is left to the worker that took it. 20 s to 10 min; default 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:20", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SealingKey is not null && !SealSecret.IsKey(SealingKey))
        {
            yield return new ValidationResult($"must be base64 of {KeyBytes} bytes.", [nameof(SealingKey)]);
        }

        if (TimeLimit >= Lease / 2)
        {
            yield return new ValidationResult("must be shorter than half of Webhooks:Lease.", [nameof(TimeLimit)]);
        }
    }
}
