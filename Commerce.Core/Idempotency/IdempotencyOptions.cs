using System.ComponentModel.DataAnnotations;

namespace Commerce.Core.Idempotency;

/// <summary>How repeated requests are told apart from crashed ones. Configuration section <c>Idempotency</c>.</summary>
public sealed class IdempotencyOptions
{
    public const string Section = "Idempotency";

    /// <summary>
    /// For how long a request without an answer counts as still at work; after that the order's current state is the answer.
    /// 1 s to 10 min, and longer than a payment request may take; default 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan InFlightLimit { get; set; } = TimeSpan.FromSeconds(30);
}
