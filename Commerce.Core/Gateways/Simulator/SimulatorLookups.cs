using Commerce.Core.Members;
using Commerce.Core.Payments;
using Commerce.ServiceDefaults.Names;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Commerce.Core.Gateways.Simulator;

/// <summary>Asks the PG simulator what it has. Reading is harmless, so this may be done as often as anybody likes.</summary>
internal sealed class SimulatorLookups(
    IPgSimulatorApi api, PgPause pause, ResiliencePipeline<GatewayLookup> byKey, ResiliencePipeline<GatewayOrderLookup> byOrder)
{
    public async Task<GatewayLookup> LookUpByKeyAsync(MemberId memberId, TransactionKey key, CancellationToken ct)
    {
        if (pause.Remaining > TimeSpan.Zero)
        {
            return new GatewayLookup.Unknown(pause.Describe()) { WasAsked = false };
        }

        try
        {
            return await byKey.ExecuteAsync(async (todo, token) => await ReadByKeyAsync(memberId, todo, token), key, ct);
        }
        catch (Exception e) when (e is BrokenCircuitException or TimeoutRejectedException)
        {
            return new GatewayLookup.Unknown(e.Message) { WasAsked = e is TimeoutRejectedException };
        }
    }

    public async Task<GatewayOrderLookup> LookUpByOrderAsync(MemberId memberId, MerchantOrderId orderId, CancellationToken ct)
    {
        if (pause.Remaining > TimeSpan.Zero)
        {
            return new GatewayOrderLookup.Unknown(pause.Describe()) { WasAsked = false };
        }

        try
        {
            return await byOrder.ExecuteAsync(async (todo, token) => await ReadByOrderAsync(memberId, todo, token), orderId, ct);
        }
        catch (Exception e) when (e is BrokenCircuitException or TimeoutRejectedException)
        {
            return new GatewayOrderLookup.Unknown(e.Message) { WasAsked = e is TimeoutRejectedException };
        }
    }

    private async Task<GatewayLookup> ReadByKeyAsync(MemberId memberId, TransactionKey key, CancellationToken ct)
    {
        using var response = await api.LookUpByKeyAsync(memberId.Value, key.Value, ct);
        ct.ThrowIfCancellationRequested();
        return response switch
        {
            { IsSuccessStatusCode: true, Content.Yes: { Amount: { } amount } data }
                when ExactName<GatewayPaymentState>.TryRead(data.Status, out var state) =>
                new GatewayLookup.Found(key, data.OrderId, state, amount, GatewayText.Reason(data.Reason))
                { Failure = PgFailure.OfDeclinedPayment(data.Reason) },
            _ when PgRefusal.Of(response).IsAbsence => new GatewayLookup.Absent(),
            _ => new GatewayLookup.Unknown(NoAnswer(response)) { WasAsked = WasAsked(response) },
        };
    }

    private async Task<GatewayOrderLookup> ReadByOrderAsync(MemberId memberId, MerchantOrderId orderId, CancellationToken ct)
    {
        using var response = await api.LookUpByOrderAsync(memberId.Value, orderId.Value, ct);
        ct.ThrowIfCancellationRequested();
        return response switch
        {
            { IsSuccessStatusCode: true, Content.Yes.Transactions: { Count: > 0 } list } => ReadList(list),
            _ when PgRefusal.Of(response).IsAbsence => new GatewayOrderLookup.Absent(),
            _ => new GatewayOrderLookup.Unknown(NoAnswer(response)) { WasAsked = WasAsked(response) },
        };
    }

    // A transaction that cannot be read may be a capture, so the list is as good as none.
    private static GatewayOrderLookup ReadList(IReadOnlyList<PgTransaction> list)
    {
        if (list.FirstOrDefault(
            transaction => transaction?.TransactionKey is { Length: > 0 } text && GatewayText.Key(text) is null) is { } unusable)
        {
            return new GatewayOrderLookup.Unknown(GatewayText.AboutUnusableKey(unusable.TransactionKey!), IsKeyUnusable: true);
        }

        var read = list.Select(Read).ToList();
        return read.Contains(null)
            ? new GatewayOrderLookup.Unknown("A transaction of the order cannot be read.")
            : new GatewayOrderLookup.Found([.. read.OfType<GatewayTransaction>()]);
    }

    private static GatewayTransaction? Read(PgTransaction? transaction) =>
        GatewayText.Key(transaction?.TransactionKey) is { } key
            && ExactName<GatewayPaymentState>.TryRead(transaction?.Status, out var state)
            ? new GatewayTransaction(key, state)
            : null;

    private static string NoAnswer(Refit.IApiResponse response) => response.HasRequestError(out var fault)
        ? ConnectionFault.Describe(fault)
        : $"The PG answered {(int?)response.StatusCode} to a status lookup.";

    private static bool WasAsked(Refit.IApiResponse response) => !response.HasRequestError(out var fault)
        || !ConnectionFault.NeverSent(fault);
}
