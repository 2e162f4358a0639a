using System.Net.Http.Headers;
using System.Text.Json;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>
/// Tells the merchant how a payment ended: one POST of the bare transaction. Whatever goes wrong is logged and the
/// callback is lost, as in the original.
/// </summary>
internal sealed partial class SendCallback(
    CallbackQueue queue, CallbackTargets targets, IHttpClientFactory http, TimeProvider time, ILogger<SendCallback> logger)
{
    public const string HttpClient = "callbacks";

    public async Task ExecuteAsync(DueCallback callback, CancellationToken ct)
    {
        var agreed = await TryPostAsync(callback.Payment, ct);
        await queue.FinishAsync(callback.Id, agreed ? time.GetUtcNow() : null, ct);
    }

    private async Task<bool> TryPostAsync(Payment payment, CancellationToken ct)
    {
        if (!targets.Allow(payment.CallbackUrl)) // The allow-list may have changed since the payment was stored.
        {
            LogFailed(payment.TransactionKey, "the address is not allowed any more");
            return false;
        }

        try
        {
            using var client = http.CreateClient(HttpClient);
            using var response = await client.PostAsync(new Uri(payment.CallbackUrl), Body(payment), ct);
            if (!response.IsSuccessStatusCode)
            {
                LogFailed(payment.TransactionKey, $"{(int)response.StatusCode} {response.ReasonPhrase}");
            }

            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            LogFailed(payment.TransactionKey, e.Message);
            return false;
        }
    }

    private static ByteArrayContent Body(Payment payment)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(TransactionDetailAnswer.From(payment), WireJson.Callbacks);
        return new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(WireJson.MediaType) } };
    }

    [LoggerMessage(LogLevel.Warning, "콜백 호출을 실패했습니다. {Why} (transactionKey: {TransactionKey})")]
    private partial void LogFailed(string transactionKey, string why);
}
