using Commerce.Core.Members;
using Commerce.ServiceDefaults.Names;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Commerce.Core.Payments.Gateways.Simulator;

/// <summary>Asks the PG simulator what it has. Reading is harmless, so this may be done as often as anybody likes.</summary>
internal sealed class SimulatorLookups(
    IPgSimulatorApi api, PgPause pause, ResiliencePipeline<PgLookup> byKey, ResiliencePipeline<PgOrderLookup> byOrder)
{
    public async Task<PgLookup> FindByKeyAsync(MemberId memberId, TransactionKey key, CancellationToken ct)
    {
        if (pause.Remaining > TimeSpan.Zero)
        {
            return new PgLookup.Unknown(pause.Describe()) { WasAsked = false };
        }

        try
        {
            return await byKey.ExecuteAsync(async (todo, token) => await ReadByKeyAsync(memberId, todo, token), key, ct);
        }
        catch (BrokenCircuitException e)
        {
            return new PgLookup.Unknown(e.Message) { WasAsked = false };
        }
        catch (TimeoutRejectedException e)
        {
            return new PgLookup.Unknown(e.Message);
        }
    }

    public async Task<PgOrderLookup> FindByOrderAsync(MemberId memberId, PgOrderId orderId, CancellationToken ct)
    {
        if (pause.Remaining > TimeSpan.Zero)
        {
            return new PgOrderLookup.Unknown(pause.Describe()) { WasAsked = false };
        }

        try
        {
            return await byOrder.ExecuteAsync(async (todo, token) => await ReadByOrderAsync(memberId, todo, token), orderId, ct);
        }
        catch (BrokenCircuitException e)
        {
            return new PgOrderLookup.Unknown(e.Message) { WasAsked = false };
        }
        catch (TimeoutRejectedException e)
        {
            return new PgOrderLookup.Unknown(e.Message);
        }
    }

    private async Task<PgLookup> ReadByKeyAsync(MemberId memberId, TransactionKey key, CancellationToken ct)
    {
        using var response = await api.FindByKeyAsync(memberId.Value, key.Value, ct);
        ct.ThrowIfCancellationRequested();
        return response switch
        {
            { IsSuccessStatusCode: true, Content.Data: { Amount: { } amount } data } when ExactName<PgState>.TryRead(data.Status, out var state) =>
                new PgLookup.Found(key, data.OrderId, state, amount, PgText.Reason(data.Reason)),
            _ when PgRefusal.Of(response).IsAbsence => new PgLookup.Absent(),
            _ => new PgLookup.Unknown(NoAnswer(response)) { WasAsked = WasAsked(response) },
        };
    }

    private async Task<PgOrderLookup> ReadByOrderAsync(MemberId memberId, PgOrderId orderId, CancellationToken ct)
    {
        using var response = await api.FindByOrderAsync(memberId.Value, orderId.Value, ct);
        ct.ThrowIfCancellationRequested();
        return response switch
        {
            { IsSuccessStatusCode: true, Content.Data.Transactions: { Count: > 0 } list } => ReadList(list),
            _ when PgRefusal.Of(response).IsAbsence => new PgOrderLookup.Absent(),
            _ => new PgOrderLookup.Unknown(NoAnswer(response)) { WasAsked = WasAsked(response) },
        };
    }

    // A transaction that cannot be read may be a capture, so the list is as good as none.
    private static PgOrderLookup ReadList(IReadOnlyList<PgTransaction> list)
    {
        if (list.FirstOrDefault(transaction => transaction?.TransactionKey is { Length: > 0 } text && PgText.Key(text) is null) is { } unusable)
        {
            return new PgOrderLookup.Unknown(PgText.AboutUnusableKey(unusable.TransactionKey!), IsKeyUnusable: true);
        }

        var read = list.Select(Read).ToList();
        return read.Contains(null)
            ? new PgOrderLookup.Unknown("A transaction of the order cannot be read.")
            : new PgOrderLookup.Found([.. read.OfType<PgOrderTransaction>()]);
    }

    private static PgOrderTransaction? Read(PgTransaction? transaction) =>
        PgText.Key(transaction?.TransactionKey) is { } key && ExactName<PgState>.TryRead(transaction?.Status, out var state)
            ? new PgOrderTransaction(key, state)
            : null;

    private static string NoAnswer(Refit.IApiResponse response) => response.HasRequestError(out var fault)
        ? ConnectionFault.Describe(fault)
        : $"The PG answered {(int?)response.StatusCode} to a status lookup.";

    private static bool WasAsked(Refit.IApiResponse response) => !response.HasRequestError(out var fault) || !ConnectionFault.NeverSent(fault);
}
