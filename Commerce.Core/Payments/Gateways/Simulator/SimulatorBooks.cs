using System.Runtime.CompilerServices;
using System.Text.Json;
using Commerce.Core.Reconciliation;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Registry;
using Polly.Timeout;

namespace Commerce.Core.Payments.Gateways.Simulator;

/// <summary>
/// Reads the PG simulator's books as they stream in. They are opened through the breaker of the lookups; from then on a silence that
/// lasts too long is the end of them.
/// </summary>
internal sealed class SimulatorBooks(
    SimulatorName name, IHttpClientFactory clients, ResiliencePipelineProvider<string> pipelines, IOptions<BooksOptions> options, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ResiliencePipeline<HttpResponseMessage> _opening = pipelines.GetPipeline<HttpResponseMessage>(name.Books);

    public async IAsyncEnumerable<PgBookRead> ReadAsync(DateOnly day, [EnumeratorCancellation] CancellationToken ct)
    {
        var (opened, fault) = await OpenAsync(day, ct);
        using var response = opened;
        if (response is not { IsSuccessStatusCode: true })
        {
            yield return Broken(fault ?? $"The PG answered {(int)response!.StatusCode}.");
            yield break;
        }

        using var silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token);
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        await using var entries = JsonSerializer
            .DeserializeAsyncEnumerable<PgBookEntry>(stream, topLevelValues: true, Json, either.Token)
            .GetAsyncEnumerator(either.Token);
        PgBookRead? read;
        do
        {
            silence.CancelAfter(options.Value.SilenceLimit);
            read = await NextAsync(entries, ct);
            silence.CancelAfter(Timeout.InfiniteTimeSpan); // While we work, the PG waits for us.
            if (read is not null)
            {
                yield return read;
            }
        }
        while (read is PgBookRead.Line);
    }

    /// <returns>The answer, or why there is none.</returns>
    private async Task<(HttpResponseMessage? Answer, string? Fault)> OpenAsync(DateOnly day, CancellationToken ct)
    {
        using var client = clients.CreateClient(name.Value);
        try
        {
            var answer = await _opening.ExecuteAsync(
                async (address, token) => await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, token),
                new Uri($"/api/v1/books?date={day:yyyy-MM-dd}", UriKind.Relative),
                ct);
            return (answer, null);
        }
        catch (Exception e) when (e is BrokenCircuitException or TimeoutRejectedException)
        {
            return (null, e.Message);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return (null, ConnectionFault.Describe(e));
        }
    }

    /// <returns>Null at the end of the books.</returns>
    private async Task<PgBookRead?> NextAsync(IAsyncEnumerator<PgBookEntry?> entries, CancellationToken ct)
    {
        try
        {
            if (!await entries.MoveNextAsync())
            {
                return null;
            }

            return entries.Current?.ToLine() is { } line ? new PgBookRead.Line(line) : Broken("A line cannot be read.");
        }
        catch (JsonException)
        {
            return Broken("A line cannot be read.");
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return Broken($"They broke off ({e.GetType().Name}).");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Broken($"The PG fell silent for {options.Value.SilenceLimit}.");
        }
    }

    private static PgBookRead.Broken Broken(string what) => new($"The PG's books: {what}");
}
