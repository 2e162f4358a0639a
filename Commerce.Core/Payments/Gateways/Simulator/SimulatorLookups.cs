using Commerce.Core.Members;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Commerce.Core.Payments.Gateways.Simulator;

/// <summary>Asks the PG simulator what it has. Reading is harmless, so this may be done as often as anybody likes.</summary>
internal sealed class SimulatorLookups(IPgSimulatorApi api, ResiliencePipeline<PgLookup> byKey, ResiliencePipeline<PgOrderLookup> byOrder)
{
    public async Task<PgLookup> FindByKeyAsync(MemberId memberId, TransactionKey key, CancellationToken ct)
    {
        try
        {
            return await byKey.ExecuteAsync(async (todo, token) => await ReadByKeyAsync(memberId, todo, token), key, ct);
        }
        catch (Exception e) when (e is BrokenCircuitException or TimeoutRejectedException)
        {
            return new PgLookup.Unknown(e.Message);
        }
    }

    public async Task<PgOrderLookup> FindByOrderAsync(MemberId memberId, PgOrderId orderId, CancellationToken ct)
    {
        try
        {
            return await byOrder.ExecuteAsync(async (todo, token) => await ReadByOrderAsync(memberId, todo, token), orderId, ct);
        }
        catch (Exception e) when (e is BrokenCircuitException or TimeoutRejectedException)
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
            { IsSuccessStatusCode: true, Content.Data: { Amount: { } amount, Status: { } status } data }
                when Enum.TryParse<PgState>(status, ignoreCase: true, out var state) && Enum.IsDefined(state) =>
                new PgLookup.Found(key, data.OrderId, state, amount, data.Reason is null ? null : CardNumber.MaskAll(data.Reason)),
            _ when PgRefusal.Of(response).IsAbsence => new PgLookup.Absent(),
            _ => new PgLookup.Unknown(NoAnswer(response)),
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
            _ => new PgOrderLookup.Unknown(NoAnswer(response)),
        };
    }

    // A transaction that cannot be read may be a capture, so the list is as good as none.
    private static PgOrderLookup ReadList(IReadOnlyList<PgTransaction> list)
    {
        var read = list.Select(Read).ToList();
        return read.Contains(null)
            ? new PgOrderLookup.Unknown("A transaction of the order cannot be read.")
            : new PgOrderLookup.Found([.. read.OfType<PgOrderTransaction>()]);
    }

    private static PgOrderTransaction? Read(PgTransaction? transaction) =>
        transaction is { TransactionKey: { Length: > 0 and <= TransactionKey.MaxLength } key, Status: { } status }
        && Enum.TryParse<PgState>(status, ignoreCase: true, out var state) && Enum.IsDefined(state)
            ? new PgOrderTransaction(new TransactionKey(key), state)
            : null;

    private static string NoAnswer(Refit.IApiResponse response) => response.HasRequestError(out var fault)
        ? ConnectionFault.Describe(fault)
        : $"The PG answered {(int?)response.StatusCode} to a status lookup.";
}
