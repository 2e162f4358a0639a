using System.ComponentModel.DataAnnotations;

namespace Commerce.Core.Retention;

/// <summary>
/// For how long records are kept that nothing depends on any more. Configuration section <c>Retention</c>. Orders, payments, points, the
/// journal, cases and compared books are kept for ever.
/// </summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>For how long a callback is kept; a message id is known for as long. 1 d to 3650 d; default 30 d.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Callbacks { get; set; } = TimeSpan.FromDays(30);

    /// <summary>For how long a message of the outbox is kept after it is done. 1 d to 3650 d; default 30 d.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Outbox { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// For how long an idempotency key stands for its answer; after that the same key is a new request. 1 d to 3650 d; default 7 d.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan IdempotencyKeys { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// For how long an event is kept: a reader of the log that comes back later is told that it has missed some. 1 d to
    /// 3650 d; default 30 d.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Events { get; set; } = TimeSpan.FromDays(30);

    /// <summary>For how long a webhook's message is kept after it was made. 1 d to 3650 d; default 30 d.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan WebhookDeliveries { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How often the worker looks for what is to go. 1 s to 1 d; default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many rows of a table go in one transaction. 1 to 10,000; default 500.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; set; } = 500;
}
