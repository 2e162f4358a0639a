using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Commerce.CircuitBreaker;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Webhooks;

/// <summary>Sends one message to a webhook. Only the status of its answer is looked at; a redirect is not followed.</summary>
public sealed class SendWebhook(
    IHttpClientFactory clients,
    WebhookBreakers breakers,
    SealSecret seal,
    IOptions<WebhookOptions> options,
    TimeProvider time)
{
    internal async Task<SentMessage> ExecuteAsync(Webhook webhook, WebhookDelivery message, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            var status = await breakers.Of(webhook).ExecuteAsync(
                async token => await PostAsync(webhook, message, now, token), ct);
            return new SentMessage(status, Error: null, WasSent: true);
        }
        catch (CallNotPermittedException)
        {
            return new SentMessage(null, "circuit open", WasSent: false);
        }
        catch (Exception e) when (ErrorOf(e, ct) is { } error)
        {
            return new SentMessage(null, error, WasSent: true);
        }
    }

    private async Task<int> PostAsync(Webhook webhook, WebhookDelivery message, DateTimeOffset now, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(options.Value.TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url)
        {
            Content = new StringContent(message.Body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in WebhookSigning.HeadersOf(message.MessageId, message.Body, SecretsOf(webhook, now), now))
        {
            request.Headers.Add(name, value);
        }

        using var client = clients.CreateClient(nameof(SendWebhook));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        return (int)answer.StatusCode;
    }

    private IEnumerable<string> SecretsOf(Webhook webhook, DateTimeOffset now)
    {
        yield return seal.Unseal(webhook.Secret);
        if (webhook is { FormerSecret: { } former } && webhook.FormerSecretUntil > now)
        {
            yield return seal.Unseal(former);
        }
    }

    // What a stranger's server does wrong is no error of ours; anything else is.
    private static string? ErrorOf(Exception e, CancellationToken ct) => e switch
    {
        { InnerException: ForbiddenAddressException } => "forbidden address",
        HttpRequestException { InnerException: SocketException socket } => $"no connection: {socket.SocketErrorCode}",
        HttpRequestException http => $"no answer: {http.HttpRequestError}",
        OperationCanceledException when !ct.IsCancellationRequested => "no answer in time",
        CryptographicException => "its secret was sealed with another key",
        _ => null,
    };
}

/// <param name="Status">What was answered; null when nothing was.</param>
/// <param name="Error">Why nothing was.</param>
/// <param name="WasSent">False: it was not tried.</param>
public sealed record SentMessage(int? Status, string? Error, bool WasSent)
{
    /// <summary>Any 2xx.</summary>
    public bool HasArrived => Status is >= 200 and < 300;
}
