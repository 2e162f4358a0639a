namespace Commerce.Core.Webhooks;

/// <summary>What came of sending a message once.</summary>
/// <param name="Status">What was answered; null when nothing was.</param>
/// <param name="Failure">Why nothing was; null when something was.</param>
public sealed record SentMessage(int? Status, WebhookFailure? Failure)
{
    /// <summary>Any 2xx.</summary>
    public bool HasArrived => Status is >= 200 and < 300;
}
