using System.ComponentModel.DataAnnotations;

namespace Commerce.Core.Delivery;

/// <summary>How the outbox is worked off. Configuration section <c>Outbox</c>.</summary>
public sealed class OutboxOptions
{
    public const string Section = "Outbox";

    /// <summary>How often the worker looks for messages that are due. 100 ms to 1 min; default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How soon a message that did not go through is tried again; gaps double from here. 100 ms to 1 h; default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan FirstGap { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest gap between two tries. 1 s to 1 d; default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestGap { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>After how many errors of its own a message is set aside with a case for customer service. 1 to 1000; default 10.</summary>
    [Range(1, 1000)]
    public int MostFailures { get; set; } = 10;

    /// <summary>How many messages one worker takes at a time. 1 to 1000; default 20.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; set; } = 20;

    /// <summary>How many messages one worker delivers at the same time. 1 to 64; default 8.</summary>
    [Range(1, 64)]
    public int AtOnce { get; set; } = 8;

    /// <summary>For how long a taken message is left to the worker that took it. 20 s to 10 min; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:20", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);
}
