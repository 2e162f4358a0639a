using System.ComponentModel.DataAnnotations;

namespace Commerce.Core.Events;

/// <summary>How those who wait for an order are told. Configuration section <c>Events</c>.</summary>
public sealed class EventOptions
{
    public const string Section = "Events";

    /// <summary>
    /// How often a process reads the log while somebody waits; nobody is told later than that and the reading. 50 ms to 10 s; default
    /// 250 ms.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:00:10")]
    public TimeSpan ReadInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How many may wait at once in a process, streams and reads with <c>Prefer: wait</c> together; a further one is 503. 0 to 100,000;
    /// default 1,000.
    /// </summary>
    [Range(0, 100_000)]
    public int MostStreams { get; set; } = 1000;

    /// <summary>How many of these may be one member's; a further one is 429. 1 to 100,000; default 20.</summary>
    [Range(1, 100_000)]
    public int MostStreamsOfMember { get; set; } = 20;

    /// <summary>How often a stream on which nothing happens says that it is still there. 1 s to 5 min; default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);
}
