using System.Globalization;
using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Commerce.Core.Members;
using Commerce.ServiceDefaults.Names;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Registry;
using Polly.Timeout;

namespace Commerce.Core.Payments.Gateways.Simulator;

/// <summary>Speaks with the PG simulator: turns the wire's answers, and its silences, into what they prove.</summary>
internal sealed partial class SimulatorPaymentGateway(
    SimulatorName name,
    IPgSimulatorApi api,
    SimulatorLookups lookups,
    SimulatorCallbacks callbacks,
    SimulatorBooks books,
    ResiliencePipelineProvider<string> pipelines,
    CircuitBreakerRegistry breakers,
    PgPause pause,
    PgOptions options,
    ILogger<SimulatorPaymentGateway> logger) : IPaymentGateway
{
    private readonly ResiliencePipeline<PgResult> _payments = pipelines.GetPipeline<PgResult>(name.Payments);
    private readonly ResiliencePipeline<PgCancelAnswer> _cancels = pipelines.GetPipeline<PgCancelAnswer>(name.Cancels);

    public string Name => name.Value;

    public int Weight => options.Weight;

    public bool Supports(PaymentMethod method) => method == PaymentMethod.Card;

    public bool CanBeAsked => pause.Remaining == TimeSpan.Zero
        && breakers.Get(name.Lookups).Breaker.State is not (CircuitBreakerState.Open or CircuitBreakerState.ForcedOpen);

    public async Task<PgResult> RequestAsync(PgRequest request, CancellationToken ct)
    {
        try
        {
            return await _payments.ExecuteAsync(async (todo, token) => await SendAsync(todo, token), new Sending(request), ct);
        }
        catch (BrokenCircuitException e)
        {
            return new PgResult.NotSent(e.Message);
        }
        catch (TimeoutRejectedException e)
        {
            return new PgResult.Unknown(e.Message);
        }
    }

    public PgCallback ReadCallback(CallbackHeaders headers, ReadOnlySpan<byte> body) => callbacks.Read(headers, body);

    public Task<PgLookup> FindByKeyAsync(MemberId memberId, TransactionKey key, CancellationToken ct) =>
        lookups.FindByKeyAsync(memberId, key, ct);

    public Task<PgOrderLookup> FindByOrderAsync(MemberId memberId, PgOrderId orderId, CancellationToken ct) =>
        lookups.FindByOrderAsync(memberId, orderId, ct);

    public async Task<PgVoid> VoidAsync(MemberId memberId, TransactionKey key, CancellationToken ct)
    {
        PgCancelAnswer? answer = null;
        try
        {
            answer = await _cancels.ExecuteAsync(async (todo, token) => await CancelAsync(memberId, todo, token), key, ct);
        }
        catch (Exception e) when (e is BrokenCircuitException or TimeoutRejectedException or HttpRequestException)
        {
            // Whatever it was, it may have been done all the same.
            LogCancelUnanswered(logger, key, e.Message);
        }

        return new PgVoid(await FindByKeyAsync(memberId, key, ct), answer?.Words, answer is { IsThePgs: true });
    }

    public IAsyncEnumerable<PgBookRead> ReadBooksAsync(DateOnly day, CancellationToken ct) => books.ReadAsync(day, ct);

    private async ValueTask<PgCancelAnswer> CancelAsync(MemberId memberId, TransactionKey key, CancellationToken ct)
    {
        using var response = await api.CancelAsync(memberId.Value, $"void-{key}", key.Value, ct);
        if (response.HasRequestError(out var fault))
        {
            ct.ThrowIfCancellationRequested();
            throw new HttpRequestException(ConnectionFault.Describe(fault), fault);
        }

        return response switch
        {
            { IsSuccessStatusCode: true } => new PgCancelAnswer(PgCancelOutcome.Accepted),
            { StatusCode: >= System.Net.HttpStatusCode.InternalServerError } => NotCancelled(PgCancelOutcome.ServerError),
            _ => NotCancelled(PgCancelOutcome.Refused),
        };

        PgCancelAnswer NotCancelled(PgCancelOutcome outcome) => PgRefusal.Of(response) is { IsThePgs: true } no ? new(outcome, no.Message) : new(outcome);
    }

    private async ValueTask<PgResult> SendAsync(Sending sending, CancellationToken ct)
    {
        var request = sending.Request;
        if (!await pause.WaitAsync(LongestWait, ct))
        {
            return sending.HasArrived ? new PgResult.Refused(pause.Describe()) : new PgResult.NotSent(pause.Describe());
        }

        using var response = await api.RequestAsync(request.MemberId.Value, IdempotencyKeyOf(request), WireOf(request), ct);
        if (response.HasRequestError(out var fault))
        {
            ct.ThrowIfCancellationRequested();
            return sending.AfterFault(fault);
        }

        sending.HasArrived = true;

        return response switch
        {
            { IsSuccessStatusCode: true, Content.Data.TransactionKey: var text } when PgText.Key(text) is { } key => new PgResult.Accepted(key),
            { IsSuccessStatusCode: true } => new PgResult.Unknown("The PG's answer could not be read."),
            _ => await AfterNoYesAsync(request, PgRefusal.Of(response), ct),
        };
    }

    // A 5xx does not say whether the PG kept the payment, and no more does a 4xx that is no documented refusal: the PG is asked. That
    // it finds nothing right after the request is no proof either, so only a PG that keeps one payment a key is sent it again (I1).
    private async Task<PgResult> AfterNoYesAsync(PgRequest request, PgRefusal refusal, CancellationToken ct)
    {
        if (refusal.IsFinal)
        {
            return refusal.ToDeclined();
        }

        if (!await pause.WaitAsync(LongestWait, ct))
        {
            return new PgResult.Unknown($"{refusal.Message} {pause.Describe()}");
        }

        var lookup = await FindByOrderAsync(request.MemberId, request.OrderId, ct);
        return lookup.Match<PgResult>(
            found => new PgResult.Accepted(found.Transactions.OrderBy(Rank).ThenBy(t => t.Key.Value, StringComparer.Ordinal).First().Key),
            _ => options.HonoursIdempotencyKey ? new PgResult.Refused(refusal.Message) : new PgResult.Unknown(refusal.Message),
            unknown => new PgResult.Unknown(unknown.Reason));
    }

    // Taken money counts before money that may still be taken, and that before none.
    private static int Rank(PgOrderTransaction transaction) => transaction.State switch
    {
        PgState.Success => 0,
        PgState.Pending => 1,
        _ => 2,
    };

    // What comes after the pause has to fit into the budget too.
    private TimeSpan LongestWait => options.TimeLimit / 2;

    private static string IdempotencyKeyOf(PgRequest request) =>
        string.Create(CultureInfo.InvariantCulture, $"{request.OrderId}-{request.PaymentId}");

    private PgPaymentRequest WireOf(PgRequest request) => new()
    {
        OrderId = request.OrderId.Value,
        CardType = ExactName<CardType>.Of(request.Card.Type),
        CardNo = request.Card.Number.Reveal(),
        Amount = request.Amount,
        CallbackUrl = name.CallbackUrl(options.CallbackUrl).ToString(),
    };

    [LoggerMessage(LogLevel.Warning, "Cancel of {TransactionKey}: {Reason} Its books are asked")]
    private static partial void LogCancelUnanswered(ILogger logger, TransactionKey transactionKey, string reason);
}
