using System.Globalization;
using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Commerce.ServiceDefaults.Names;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Registry;
using Polly.Timeout;

namespace Commerce.Core.Gateways.Simulator;

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
    ILogger<SimulatorPaymentGateway> logger) : IDirectGateway, IGatewayBooks
{
    private readonly ResiliencePipeline<GatewayResult> _payments = pipelines.GetPipeline<GatewayResult>(name.Payments);
    private readonly ResiliencePipeline<PgCancelAnswer> _cancels = pipelines.GetPipeline<PgCancelAnswer>(name.Cancels);

    public string Name => name.Value;

    public bool Supports(PaymentMethod method) => method == PaymentMethod.Card;

    public bool CanBeAsked => pause.Remaining == TimeSpan.Zero
        && breakers.Get(name.Lookups).Breaker.State is not (CircuitBreakerState.Open or CircuitBreakerState.ForcedOpen);

    public MerchantOrderId MerchantOrderIdOf(long orderId) => SimulatorOrderId.Of(orderId);

    public long? OrderIdOf(string? merchantOrderId) => SimulatorOrderId.OrderIdOf(merchantOrderId);

    public async Task<GatewayResult> RequestAsync(GatewayRequest request, CancellationToken ct)
    {
        try
        {
            return await _payments.ExecuteAsync(async (todo, token) => await SendAsync(todo, token), new Sending(request), ct);
        }
        catch (BrokenCircuitException e)
        {
            return new GatewayResult.NotSent(e.Message);
        }
        catch (TimeoutRejectedException e)
        {
            return new GatewayResult.Unknown(e.Message);
        }
    }

    public GatewayCallback ReadCallback(CallbackHeaders headers, ReadOnlySpan<byte> body) => callbacks.Read(headers, body);

    public Task<GatewayLookup> LookUpByKeyAsync(MemberId memberId, TransactionKey key, CancellationToken ct) =>
        lookups.LookUpByKeyAsync(memberId, key, ct);

    public Task<GatewayOrderLookup> LookUpByOrderAsync(MemberId memberId, MerchantOrderId name, CancellationToken ct) =>
        lookups.LookUpByOrderAsync(memberId, name, ct);

    public async Task<GatewayVoid> VoidAsync(MemberId memberId, TransactionKey key, CancellationToken ct)
    {
        if (pause.Remaining > TimeSpan.Zero)
        {
            return new GatewayVoid(new GatewayLookup.Unknown(pause.Describe()) { WasAsked = false }, Refusal: null, WasHeard: false);
        }

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

        return new GatewayVoid(await LookUpByKeyAsync(memberId, key, ct), answer?.Reason, answer is { IsThePgs: true });
    }

    public IAsyncEnumerable<GatewayBookRead> ReadBooksAsync(DateOnly day, TimeSpan silenceLimit, CancellationToken ct) =>
        books.ReadAsync(day, silenceLimit, ct);

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

        PgCancelAnswer NotCancelled(PgCancelOutcome outcome) => PgRefusal.Of(response) is { IsThePgs: true } no
            ? new(outcome, no.Message)
            : new(outcome);
    }

    private async ValueTask<GatewayResult> SendAsync(Sending sending, CancellationToken ct)
    {
        var request = sending.Request;
        if (!await pause.WaitAsync(LongestWait, ct))
        {
            return sending.HasArrived ? new GatewayResult.Refused(pause.Describe()) : new GatewayResult.NotSent(pause.Describe());
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
            { IsSuccessStatusCode: true, Content.Yes.TransactionKey: var text } when GatewayText.Key(text) is { } key =>
                new GatewayResult.Accepted(key),
            { IsSuccessStatusCode: true } => new GatewayResult.Unknown("The PG's answer could not be read."),
            _ => await AfterNoYesAsync(request, PgRefusal.Of(response), ct),
        };
    }

    // A 5xx does not say whether the PG kept the payment, and no more does a 4xx that is no documented refusal: the PG is asked. That
    // it finds nothing right after the request is no proof either, so only a PG that keeps one payment a key is sent it again (I1).
    private async Task<GatewayResult> AfterNoYesAsync(GatewayRequest request, PgRefusal refusal, CancellationToken ct)
    {
        if (refusal.IsFinal)
        {
            return refusal.ToDeclined();
        }

        if (!await pause.WaitAsync(LongestWait, ct))
        {
            return new GatewayResult.Unknown($"{refusal.Message} {pause.Describe()}");
        }

        var lookup = await LookUpByOrderAsync(request.MemberId, SimulatorOrderId.Of(request.OrderId), ct);
        return lookup.Match<GatewayResult>(
            found => new GatewayResult.Accepted(
                found.Transactions.OrderBy(Rank).ThenBy(t => t.Key.Value, StringComparer.Ordinal).First().Key),
            _ => options.HonoursIdempotencyKey ? new GatewayResult.Refused(refusal.Message) : new GatewayResult.Unknown(refusal.Message),
            unknown => new GatewayResult.Unknown(unknown.Reason));
    }

    // Taken money counts before money that may still be taken, and that before none.
    private static int Rank(GatewayTransaction transaction) => transaction.State switch
    {
        GatewayPaymentState.Success => 0,
        GatewayPaymentState.Pending => 1,
        _ => 2,
    };

    // What comes after the pause has to fit into the budget too.
    private TimeSpan LongestWait => options.TimeLimit / 2;

    private static string IdempotencyKeyOf(GatewayRequest request) =>
        string.Create(CultureInfo.InvariantCulture, $"{SimulatorOrderId.Of(request.OrderId)}-{request.PaymentId}");

    private PgPaymentRequest WireOf(GatewayRequest request) => WireOf(request, (Card)request.Instrument);

    private PgPaymentRequest WireOf(GatewayRequest request, Card card) => new()
    {
        OrderId = SimulatorOrderId.Of(request.OrderId).Value,
        CardType = ExactName<CardType>.Of(card.Type),
        CardNo = card.Number.Reveal(),
        Amount = request.Amount,
        CallbackUrl = name.CallbackUrl(options.CallbackUrl).ToString(),
    };

    [LoggerMessage(2201, LogLevel.Warning, "Cancel of {TransactionKey}: {Reason} Its books are asked")]
    private static partial void LogCancelUnanswered(ILogger logger, TransactionKey transactionKey, string reason);
}
