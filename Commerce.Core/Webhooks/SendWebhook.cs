using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Commerce.CircuitBreaker;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Webhooks;

/// <summary>
/// Sends one message to a webhook. Only the status of its answer is looked at; a redirect is not followed, and no proxy is used: both would
/// lead past the check of the address.
/// </summary>
public sealed class SendWebhook(
    WebhookAddress address, WebhookBreakers breakers, SealSecret seal, IOptions<WebhookOptions> options, TimeProvider time) : IDisposable
{
    private const int MaxHeadersKilobytes = 16;

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null, // Our traces are nobody else's.
        ConnectCallback = address.ConnectAsync,
        ConnectTimeout = options.Value.TimeLimit, // Else it goes on when nobody waits for it any more.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2), // A name may lead elsewhere by then.
        MaxResponseHeadersLength = MaxHeadersKilobytes,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, // Each message has its own.
    };

    public void Dispose() => _client.Dispose();

    /// <returns>Null when the circuit breaker lets nothing through.</returns>
    internal async Task<SentMessage?> ExecuteAsync(Webhook webhook, WebhookDelivery message, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            var status = await breakers.Of(webhook).ExecuteAsync(async token => await PostAsync(webhook, message, now, token), ct);
            return new SentMessage(status, Failure: null);
        }
        catch (CallNotPermittedException)
        {
            return null;
        }
        catch (Exception e) when (FailureOf(e, ct) is { } failure)
        {
            return new SentMessage(Status: null, failure);
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

        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        return (int)answer.StatusCode;
    }

    private IEnumerable<string> SecretsOf(Webhook webhook, DateTimeOffset now)
    {
        yield return seal.Unseal(webhook.Secret);
        if (webhook.FormerSecret is { } former && webhook.FormerSecretUntil > now)
        {
            yield return seal.Unseal(former);
        }
    }

    // What a stranger's server does wrong is no error of ours; anything else is.
    private static WebhookFailure? FailureOf(Exception e, CancellationToken ct) => e switch
    {
        { InnerException: ForbiddenAddressException } => WebhookFailure.ForbiddenAddress,
        HttpRequestException { InnerException: SocketException } => WebhookFailure.NoConnection,
        HttpRequestException => WebhookFailure.NoAnswer,
        OperationCanceledException when !ct.IsCancellationRequested => WebhookFailure.NoAnswerInTime,
        CryptographicException => WebhookFailure.SecretUnreadable,
        _ => null,
    };
}
