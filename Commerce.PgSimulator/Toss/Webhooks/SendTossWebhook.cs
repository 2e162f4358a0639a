using System.Diagnostics;
using System.Globalization;
using System.Text;
using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Telemetry;
using Commerce.PgSimulator.Toss.Wire;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Toss.Webhooks;

/// <summary>
/// Sends a webhook, unsigned. A merchant who does not agree hears it seven times more, each time after four times as long.
/// </summary>
internal sealed partial class SendTossWebhook(
    WebhookQueue queue,
    PostCopies post,
    TossDialControl dials,
    IOptions<CallbackOptions> callbacks,
    IOptions<TossDialectOptions> options,
    TimeProvider time,
    ILogger<SendTossWebhook> logger)
{
    private const int MostAttempts = 8;
    private const string Prefix = "tosspayments-webhook-transmission";
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>A claim on a webhook must last that long: the merchant's time to answer, and some.</summary>
    public TimeSpan Longest { get; } = TimeSpan.FromSeconds(callbacks.Value.TimeoutSeconds) + Margin;

    /// <summary>Sends one now; does nothing when it is over.</summary>
    public async Task ExecuteAsync(string transmissionId, CancellationToken ct)
    {
        if (await queue.ClaimAsync(transmissionId, Longest, ct) is { } webhook)
        {
            await ExecuteAsync(webhook, ct);
        }
    }

    /// <summary>Sends one that the caller has claimed.</summary>
    public async Task ExecuteAsync(DueWebhook webhook, CancellationToken ct)
    {
        using var activity = PgTelemetry.Continue("send webhook", webhook.TraceParent);
        activity.Tag(webhook.PaymentKey, webhook.OrderId);
        var failure = options.Value.WebhookUrl is { } url
            ? await post.ExecuteAsync(PostOf(webhook, url), ct)
            : "there is no address any more";
        PgTelemetry.CountCallback(failure is null);
        if (failure is not null)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure);
            LogFailed(failure, webhook.PaymentKey, webhook.Attempt, MostAttempts);
        }

        // A stop must not undo what the merchant has said.
        using var limit = new CancellationTokenSource(Margin, time);
        await RecordAsync(webhook, failure, limit.Token);
    }

    private Task RecordAsync(DueWebhook webhook, string? failure, CancellationToken ct)
    {
        if (failure is null)
        {
            return queue.FinishAsync(webhook.TransmissionId, time.GetUtcNow(), ct);
        }

        return webhook.Attempt >= MostAttempts
            ? queue.FinishAsync(webhook.TransmissionId, sent: null, ct)
            : queue.RetryAsync(webhook.TransmissionId, options.Value.FirstRepeat * Math.Pow(4, webhook.Attempt - 1), ct);
    }

    private CallbackPost PostOf(DueWebhook webhook, string url)
    {
        var id = webhook.Attempt > 1 && dials.Current.RepeatsHaveNewTransmissionId ? $"{Guid.NewGuid()}" : webhook.TransmissionId;
        return new(url, Encoding.UTF8.GetBytes(webhook.Body), webhook.Copies, message =>
        {
            message.Headers.Add($"{Prefix}-id", id);
            message.Headers.Add($"{Prefix}-time", TossJson.Time(time.GetUtcNow().UtcDateTime));
            message.Headers.Add($"{Prefix}-retried-count", (webhook.Attempt - 1).ToString(CultureInfo.InvariantCulture));
        });
    }

    [LoggerMessage(4010, LogLevel.Warning, "The webhook of {PaymentKey} was not agreed to (attempt {Attempt} of {MostAttempts}): {Why}")]
    private partial void LogFailed(string why, string paymentKey, int attempt, int mostAttempts);
}
