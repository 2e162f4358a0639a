using System.ComponentModel.DataAnnotations;

namespace Commerce.Core.Callbacks;

/// <summary>What happens to callbacks that could not be used at once. Configuration section <c>Inbox</c>.</summary>
public sealed class InboxOptions
{
    public const string Section = "Inbox";

    /// <summary>How often the worker looks for callbacks that are to be tried again. 100 ms to 1 min; default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many callbacks one worker takes at a time. 1 to 1000; default 20.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; set; } = 20;

    /// <summary>For how long a callback is left to the process that took it. 5 s to 10 min; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many refused callbacks a process keeps within <see cref="RejectedInterval"/>, as a sample; the others are only counted. 0 to
    /// 10,000; default 10.
    /// </summary>
    [Range(0, 10_000)]
    public int RejectedKept { get; set; } = 10;

    /// <summary>The time that <see cref="RejectedKept"/> is for. 1 s to 1 d; default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RejectedInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How many callbacks a second a process takes from one address while none of them proves to be the gateway's; further ones are 429.
    /// What is signed is never refused for this. 1 to 10,000; default 50.
    /// </summary>
    [Range(1, 10_000)]
    public int UnprovenPerSecond { get; set; } = 50;

    /// <summary>
    /// How many callbacks a minute a process takes about one payment that do not prove to be the gateway's: the PG is asked for each.
    /// Further ones are 429, and the PG sends them again. 1 to 10,000; default 10.
    /// </summary>
    [Range(1, 10_000)]
    public int UnprovenOfPayment { get; set; } = 10;

    /// <summary>For how long a callback waits for its payment to become known. 1 min to 30 d; default 1 d.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>After how many errors of our own a callback is set aside with a case for customer service. 1 to 1000; default 10.</summary>
    [Range(1, 1000)]
    public int MostFailures { get; set; } = 10;
}
