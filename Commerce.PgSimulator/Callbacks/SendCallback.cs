using System.Diagnostics;
using Commerce.PgSimulator.Telemetry;
using Commerce.ServiceDefaults.Failures;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>
/// Tells the merchant how a payment ended. Whatever goes wrong is logged; by default the callback is lost then, as in
/// the original, and with <c>Callbacks:MaxAttempts</c> it is tried again later.
/// </summary>
internal sealed partial class SendCallback(
    CallbackQueue queue,
    PostCopies post,
    CallbackSignature signature,
    IOptions<CallbackOptions> options,
    TimeProvider time,
    ILogger<SendCallback> logger)
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromHours(1);

    /// <summary>A claim on a callback must last that long: the merchant's time to answer, and some.</summary>
    public TimeSpan Longest { get; } = TimeSpan.FromSeconds(options.Value.TimeoutSeconds) + Margin;

    /// <summary>Sends the callback of one payment now; does nothing when it is over or lost on purpose.</summary>
    public async Task ExecuteAsync(string transactionKey, CancellationToken ct)
    {
        if (await queue.ClaimAsync(transactionKey, Longest, ct) is { } callback)
        {
            await ExecuteAsync(callback, ct);
        }
    }

    /// <summary>Sends a callback that the caller has claimed.</summary>
    public async Task ExecuteAsync(DueCallback callback, CancellationToken ct)
    {
        using var activity = PgTelemetry.Continue("send callback", callback.TraceParent);
        activity.Tag(callback.Payment.TransactionKey, callback.Payment.OrderId);
        var failure = await post.ExecuteAsync(PostOf(callback), ct);
        await FailurePoint.ReachAsync(FailurePoints.PgCallbackSent);
        PgTelemetry.CountCallback(failure is null);
        if (failure is not null)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure);
            LogFailed(failure, callback.Payment.TransactionKey, callback.Attempt, options.Value.MaxAttempts);
        }

        // A stop must not undo what the merchant has said: he would hear the same again. The claim's margin is time enough.
        using var limit = new CancellationTokenSource(Margin, time);
        await RecordAsync(callback, failure, limit.Token);
    }

    private async Task RecordAsync(DueCallback callback, string? failure, CancellationToken ct)
    {
        if (failure is null)
        {
            await queue.FinishAsync(callback.Payment.TransactionKey, time.GetUtcNow(), ct);
            return;
        }

        await GiveUpOrRetryAsync(callback, ct);
    }

    private async Task GiveUpOrRetryAsync(DueCallback callback, CancellationToken ct)
    {
        if (callback.Attempt >= options.Value.MaxAttempts)
        {
            await queue.FinishAsync(callback.Payment.TransactionKey, sent: null, ct);
            return;
        }

        var doubled = TimeSpan.FromSeconds(options.Value.RetryDelaySeconds) * Math.Pow(2, callback.Attempt - 1);
        await queue.RetryAsync(callback.Payment.TransactionKey, doubled < LongestRetryDelay ? doubled : LongestRetryDelay, ct);
    }

    private CallbackPost PostOf(DueCallback callback)
    {
        var body = CallbackBody.Of(callback);
        return new(callback.Payment.CallbackUrl, body, callback.Copies, message => signature.Sign(message, callback, body));
    }

    [LoggerMessage(4002, LogLevel.Warning, "콜백 호출을 실패했습니다. {Why} (transactionKey: {TransactionKey}, attempt {Attempt} of {MaxAttempts})")]
    private partial void LogFailed(string why, string transactionKey, int attempt, int maxAttempts);
}
