using System.Runtime.CompilerServices;
using System.Text.Json;
using Polly;
using Polly.CircuitBreaker;
using Polly.Registry;
using Polly.Timeout;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>
/// Reads the PG simulator's books as they stream in. They are opened through the breaker of the lookups; from then on a silence that
/// lasts too long is the end of them.
/// </summary>
internal sealed class SimulatorBooks(
    SimulatorName name, IHttpClientFactory clients, ResiliencePipelineProvider<string> pipelines, PgPause pause, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly ResiliencePropertyKey<TimeSpan> SilenceLimit = new("books.silence_limit");

    private readonly ResiliencePipeline<HttpResponseMessage> _opening = pipelines.GetPipeline<HttpResponseMessage>(name.Books);

    /// <summary>How long the answer that opens the books may take; the call brings it along.</summary>
    public static TimeSpan SilenceLimitOf(ResilienceContext call) => call.Properties.GetValue(SilenceLimit, Timeout.InfiniteTimeSpan);

    public async IAsyncEnumerable<GatewayBookRead> ReadAsync(
        DateOnly day, TimeSpan silenceLimit, [EnumeratorCancellation] CancellationToken ct)
    {
        var (opened, fault) = await OpenAsync(day, silenceLimit, ct);
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
        GatewayBookRead? read;
        do
        {
            silence.CancelAfter(silenceLimit);
            read = await NextAsync(entries, silenceLimit, ct);
            silence.CancelAfter(Timeout.InfiniteTimeSpan); // While we work, the PG waits for us.
            if (read is not null)
            {
                yield return read;
            }
        }
        while (read is GatewayBookRead.Line);
    }

    /// <returns>The answer, or why there is none.</returns>
    private async Task<(HttpResponseMessage? Answer, string? Fault)> OpenAsync(DateOnly day, TimeSpan silenceLimit, CancellationToken ct)
    {
        if (pause.Remaining > TimeSpan.Zero)
        {
            return (null, pause.Describe());
        }

        using var client = clients.CreateClient(name.Value);
        var call = ResilienceContextPool.Shared.Get(ct);
        call.Properties.Set(SilenceLimit, silenceLimit);
        try
        {
            var answer = await _opening.ExecuteAsync(
                async (opening, address) =>
                    await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, opening.CancellationToken),
                call,
                new Uri($"/api/v1/books?date={day:yyyy-MM-dd}", UriKind.Relative));
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
        finally
        {
            ResilienceContextPool.Shared.Return(call);
        }
    }

    /// <returns>Null at the end of the books.</returns>
    private static async Task<GatewayBookRead?> NextAsync(
        IAsyncEnumerator<PgBookEntry?> entries, TimeSpan silenceLimit, CancellationToken ct)
    {
        try
        {
            if (!await entries.MoveNextAsync())
            {
                return null;
            }

            return entries.Current?.ToLine() is { } line ? new GatewayBookRead.Line(line) : Broken("A line cannot be read.");
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
            return Broken($"The PG fell silent for {silenceLimit}.");
        }
    }

    private static GatewayBookRead.Broken Broken(string what) => new($"The PG's books: {what}");
}
