using System.Globalization;
using Commerce.Core.Members;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Registry;
using Polly.Timeout;

namespace Commerce.Core.Payments.Gateways.Simulator;

/// <summary>Speaks with the PG simulator: turns the wire's answers, and its silences, into what they prove.</summary>
internal sealed class SimulatorPaymentGateway(
    IPgSimulatorApi api,
    ResiliencePipelineProvider<string> pipelines,
    IOptions<PgOptions> options) : IPaymentGateway
{
    private readonly ResiliencePipeline<PgResult> _payments = pipelines.GetPipeline<PgResult>(PgPipelines.Payments);
    private readonly ResiliencePipeline<PgLookup> _lookups = pipelines.GetPipeline<PgLookup>(PgPipelines.Lookups);

    public bool Supports(PaymentMethod method) => method == PaymentMethod.Card;

    public async Task<PgResult> RequestAsync(PgRequest request, CancellationToken ct)
    {
        try
        {
            return await _payments.ExecuteAsync(async (todo, token) => await SendAsync(todo, token), request, ct);
        }
        catch (TimeoutRejectedException e)
        {
            return new PgResult.Unknown(e.Message);
        }
    }

    public Task<PgLookup> FindByKeyAsync(MemberId memberId, TransactionKey key, CancellationToken ct) =>
        LookUpAsync(token => ReadByKeyAsync(memberId, key, token), ct);

    public Task<PgLookup> FindByOrderAsync(MemberId memberId, PgOrderId orderId, CancellationToken ct) =>
        LookUpAsync(token => ReadByOrderAsync(memberId, orderId, token), ct);

    private async ValueTask<PgResult> SendAsync(PgRequest request, CancellationToken ct)
    {
        using var response = await api.RequestAsync(request.MemberId.Value, IdempotencyKeyOf(request), WireOf(request), ct);
        if (response.HasRequestError(out var fault))
        {
            ct.ThrowIfCancellationRequested();
            return ConnectionFault.NeverSent(fault)
                ? new PgResult.NotSent(ConnectionFault.Describe(fault))
                : new PgResult.Unknown(ConnectionFault.Describe(fault));
        }

        return response switch
        {
            { IsSuccessStatusCode: true, Content.Data.TransactionKey: { Length: > 0 and <= TransactionKey.MaxLength } key } =>
                new PgResult.Accepted(new TransactionKey(key)),
            { IsSuccessStatusCode: true } => new PgResult.Unknown("The PG's answer could not be read."),
            { StatusCode: >= System.Net.HttpStatusCode.InternalServerError } =>
                await AfterServerErrorAsync(request, PgRefusal.Of(response), ct),
            _ => PgRefusal.Of(response).ToDeclined(),
        };
    }

    // A 5xx does not say whether the PG kept the payment, so it is asked before anything is sent again.
    private async Task<PgResult> AfterServerErrorAsync(PgRequest request, PgRefusal refusal, CancellationToken ct)
    {
        var lookup = await FindByOrderAsync(request.MemberId, request.OrderId, ct);
        return lookup.Match<PgResult>(
            found => new PgResult.Accepted(found.Key),
            _ => new PgResult.Refused(refusal.Message),
            unknown => new PgResult.Unknown(unknown.Reason));
    }

    private async Task<PgLookup> LookUpAsync(Func<CancellationToken, Task<PgLookup>> read, CancellationToken ct)
    {
        try
        {
            return await _lookups.ExecuteAsync(async (todo, token) => await todo(token), read, ct);
        }
        catch (TimeoutRejectedException e)
        {
            return new PgLookup.Unknown(e.Message);
        }
    }

    private async Task<PgLookup> ReadByKeyAsync(MemberId memberId, TransactionKey key, CancellationToken ct)
    {
        using var response = await api.FindByKeyAsync(memberId.Value, key.Value, ct);
        ct.ThrowIfCancellationRequested();
        return response switch
        {
            { IsSuccessStatusCode: true, Content.Data: { Amount: { } amount, Status: { } status } data }
                when Enum.TryParse<PgState>(status, ignoreCase: true, out var state) =>
                new PgLookup.Found(key, state, amount, data.Reason),
            { StatusCode: System.Net.HttpStatusCode.NotFound } => new PgLookup.Absent(),
            _ => NoAnswer(response),
        };
    }

    private async Task<PgLookup> ReadByOrderAsync(MemberId memberId, PgOrderId orderId, CancellationToken ct)
    {
        using var response = await api.FindByOrderAsync(memberId.Value, orderId.Value, ct);
        ct.ThrowIfCancellationRequested();
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return new PgLookup.Absent();
        }

        // The list has no amounts, and an amount is what tells our attempt from somebody else's: read the one that counts.
        return response.Content?.Data?.Transactions?.MinBy(Rank)?.TransactionKey is { } key
            ? await ReadByKeyAsync(memberId, new TransactionKey(key), ct)
            : NoAnswer(response);
    }

    // Taken money counts before money that may still be taken, and that before none; the list is newest first.
    private static int Rank(PgTransaction transaction) => transaction.Status switch
    {
        "SUCCESS" => 0,
        "PENDING" => 1,
        _ => 2,
    };

    private static PgLookup.Unknown NoAnswer(Refit.IApiResponse response) =>
        response.HasRequestError(out var fault)
            ? new PgLookup.Unknown(ConnectionFault.Describe(fault))
            : new PgLookup.Unknown($"The PG answered {(int?)response.StatusCode} to a status lookup.");

    private static string IdempotencyKeyOf(PgRequest request) =>
        string.Create(CultureInfo.InvariantCulture, $"{request.OrderId}-{request.PaymentId}");

    private PgPaymentRequest WireOf(PgRequest request) => new()
    {
        OrderId = request.OrderId.Value,
        CardType = request.Card.Type.ToString().ToUpperInvariant(),
        CardNo = request.Card.Number.Reveal(),
        Amount = request.Amount,
        CallbackUrl = options.Value.CallbackUrl.ToString(),
    };
}
