namespace Commerce.Core.Webhooks;

/// <summary>Why a receiver did not answer.</summary>
public enum WebhookFailure
{
    /// <summary>Its name leads to no address that webhooks may connect to.</summary>
    ForbiddenAddress,

    /// <summary>Nothing listens there, or the name is not known.</summary>
    NoConnection,

    /// <summary>Not within <see cref="WebhookOptions.TimeLimit"/>.</summary>
    NoAnswerInTime,

    /// <summary>The connection broke off, or it was no HTTP.</summary>
    NoAnswer,

    /// <summary>The signing secret was sealed with another key than <see cref="WebhookOptions.SealingKey"/>.</summary>
    SecretUnreadable,

    /// <summary>A fault of our own; the log has it.</summary>
    OwnFault,
}
