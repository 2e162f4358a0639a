using System.ComponentModel.DataAnnotations;

namespace Commerce.PgSimulator.Retention;

/// <summary>
/// Configuration section <c>Retention</c>: for how long what is done is remembered. Payments, approvals and cancels are the books and stay.
/// </summary>
internal sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Days for which a callback is kept after its payment was requested, 1 to 3650.</summary>
    [Range(1, 3650)]
    public int CallbackDays { get; set; } = 30;

    /// <summary>Days for which an idempotency key stands for its transaction, 1 to 3650.</summary>
    [Range(1, 3650)]
    public int IdempotencyKeyDays { get; set; } = 30;
}
