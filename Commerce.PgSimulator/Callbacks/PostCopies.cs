using System.Net.Http.Headers;
using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>Posts a message to a merchant, as often as it is told to, and hears what he says.</summary>
internal sealed class PostCopies(CallbackTargets targets, IHttpClientFactory http)
{
    public const string HttpClient = "callbacks";

    private const int MostAtOnce = 64;
    private const string NotAnswered = "the process is being stopped";

    /// <returns>What went wrong with one of the copies; null when the merchant agreed to all.</returns>
    /// <exception cref="OperationCanceledException">
    /// The process is being stopped, and the merchant has not answered all of them.
    /// </exception>
    public async Task<string?> ExecuteAsync(CallbackPost post, CancellationToken ct)
    {
        if (!targets.Allow(post.Url)) // The allow-list may have changed since the address was stored.
        {
            return "the address is not allowed any more";
        }

        var failures = Enumerable.Repeat<string?>(NotAnswered, post.Copies).ToArray();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = ct };
        try
        {
            await Parallel.ForAsync(0, post.Copies, atOnce, async (copy, token) => failures[copy] = await PostAsync(post, token));
        }
        catch (OperationCanceledException) when (!failures.Contains(NotAnswered))
        {
            // The stop came after the last answer.
        }

        return Array.Find(failures, failure => failure is not null);
    }

    private async Task<string?> PostAsync(CallbackPost post, CancellationToken ct)
    {
        using var client = http.CreateClient(HttpClient);
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(post.Url));
        message.Content = new ByteArrayContent(post.Body) { Headers = { ContentType = new MediaTypeHeaderValue(WireJson.MediaType) } };
        post.AddHeaders(message);
        try
        {
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
            return response.IsSuccessStatusCode ? null : $"{(int)response.StatusCode} {response.ReasonPhrase}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return e.Message;
        }
    }
}

/// <param name="Copies">How often it is sent at once.</param>
/// <param name="AddHeaders">Adds what the dialect says beside the body.</param>
internal sealed record CallbackPost(string Url, byte[] Body, int Copies, Action<HttpRequestMessage> AddHeaders);
