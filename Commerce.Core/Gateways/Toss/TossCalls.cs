using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Commerce.Core.Payments;
using Polly;
using Polly.CircuitBreaker;
using Polly.Registry;
using Polly.Timeout;

namespace Commerce.Core.Gateways.Toss;

/// <summary>Sends one request to Toss, within what the breaker, the time limit and the number of requests a minute allow.</summary>
internal sealed class TossCalls(
    ITossApi api, ResiliencePipelineProvider<string> pipelines, CircuitBreakerRegistry breakers, TossOptions options) : IDisposable
{
    private static readonly TossAnswer Exhausted =
        new(null, null, null, "As many requests a minute as Toss allows were sent.", WasSent: false);

    private readonly ResiliencePipeline<TossAnswer> _confirms = pipelines.GetPipeline<TossAnswer>(TossBreakers.Payments);
    private readonly ResiliencePipeline<TossAnswer> _lookups = pipelines.GetPipeline<TossAnswer>(TossBreakers.Lookups);
    private readonly ResiliencePipeline<TossAnswer> _cancels = pipelines.GetPipeline<TossAnswer>(TossBreakers.Cancels);
    private readonly TossBudget _confirmBudget = new(options.RequestsPerMinute);
    private readonly TossBudget _lookupBudget = new(options.RequestsPerMinute);
    private readonly TossBudget _cancelBudget = new(options.RequestsPerMinute);
    private readonly TossBudget _bookBudget = new(Math.Max(1, options.RequestsPerMinute / 2));

    public bool CanLookUp =>
        breakers.Get(TossBreakers.Lookups).Breaker.State is not (CircuitBreakerState.Open or CircuitBreakerState.ForcedOpen);

    public Task<TossAnswer> ConfirmAsync(string idempotencyKey, TossConfirmBody body, CancellationToken ct) => SendAsync(
        _confirms, _confirmBudget, async token => TossAnswer.Of(await api.ConfirmAsync(idempotencyKey, body, token)), ct);

    public Task<TossAnswer> LookUpByKeyAsync(TransactionKey key, CancellationToken ct) => SendAsync(
        _lookups, _lookupBudget, async token => TossAnswer.Of(await api.LookUpByKeyAsync(key.Value, token)), ct);

    /// <summary>The same for the books, which leave half of a minute's looks to payments that are open.</summary>
    public async Task<TossAnswer> LookUpForBooksAsync(TransactionKey key, CancellationToken ct) =>
        _bookBudget.TryTake() ? await LookUpByKeyAsync(key, ct) : Exhausted;

    public Task<TossAnswer> LookUpByOrderAsync(MerchantOrderId name, CancellationToken ct) => SendAsync(
        _lookups, _lookupBudget, async token => TossAnswer.Of(await api.LookUpByOrderAsync(name.Value, token)), ct);

    public Task<TossAnswer> CancelAsync(string idempotencyKey, TransactionKey key, TossCancelBody body, CancellationToken ct) => SendAsync(
        _cancels, _cancelBudget, async token => TossAnswer.Of(await api.CancelAsync(idempotencyKey, key.Value, body, token)), ct);

    public void Dispose()
    {
        _confirmBudget.Dispose();
        _lookupBudget.Dispose();
        _cancelBudget.Dispose();
        _bookBudget.Dispose();
    }

    private static async Task<TossAnswer> SendAsync(
        ResiliencePipeline<TossAnswer> pipeline,
        TossBudget budget,
        Func<CancellationToken, Task<TossAnswer>> send,
        CancellationToken ct)
    {
        if (!budget.TryTake())
        {
            return Exhausted;
        }

        try
        {
            return await pipeline.ExecuteAsync(async (todo, token) => await AnswerAsync(todo, token), send, ct);
        }
        catch (BrokenCircuitException e)
        {
            return new TossAnswer(null, null, null, e.Message, WasSent: false);
        }
        catch (TimeoutRejectedException e)
        {
            return new TossAnswer(null, null, null, e.Message);
        }
    }

    private static async ValueTask<TossAnswer> AnswerAsync(Func<CancellationToken, Task<TossAnswer>> send, CancellationToken ct)
    {
        var answer = await send(ct);
        ct.ThrowIfCancellationRequested(); // A time limit is not a fault of the connection.
        return answer;
    }
}
