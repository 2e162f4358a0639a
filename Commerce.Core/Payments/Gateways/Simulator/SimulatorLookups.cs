using Commerce.Core.Members;
using Commerce.ServiceDefaults.Names;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Commerce.Core.Payments.Gateways.Simulator;

/// <summary>Asks the PG simulator what it has. Reading is harmless, so this may be done as often as anybody likes.</summary>
internal sealed class SimulatorLookups(IPgSimulatorApi api, ResiliencePipeline<PgLookup> pipeline)
{
    public Task<PgLookup> FindByKeyAsync(MemberId memberId, TransactionKey key, CancellationToken ct) =>
        LookUpAsync(token => ReadByKeyAsync(memberId, key, token), ct);

    public Task<PgLookup> FindByOrderAsync(MemberId memberId, PgOrderId orderId, CancellationToken ct) =>
        LookUpAsync(token => ReadByOrderAsync(memberId, orderId, token), ct);

    private async Task<PgLookup> LookUpAsync(Func<CancellationToken, Task<PgLookup>> read, CancellationToken ct)
    {
        try
        {
            return await pipeline.ExecuteAsync(async (todo, token) => await todo(token), read, ct);
        }
        catch (Exception e) when (e is BrokenCircuitException or TimeoutRejectedException)
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
            { IsSuccessStatusCode: true, Content.Data: { Amount: { } amount } data } when ExactName<PgState>.TryRead(data.Status, out var state) =>
                new PgLookup.Found(key, data.OrderId, state, amount, PgText.Reason(data.Reason)),
            _ when PgRefusal.Of(response).IsAbsence => new PgLookup.Absent(),
            _ => NoAnswer(response),
        };
    }

    private async Task<PgLookup> ReadByOrderAsync(MemberId memberId, PgOrderId orderId, CancellationToken ct)
    {
        using var response = await api.FindByOrderAsync(memberId.Value, orderId.Value, ct);
        ct.ThrowIfCancellationRequested();
        if (PgRefusal.Of(response).IsAbsence)
        {
            return new PgLookup.Absent();
        }

        // The list has no amounts, and an amount is what tells our attempt from somebody else's: read the one that counts.
        return response.Content?.Data?.Transactions?.MinBy(Rank)?.TransactionKey switch
        {
            null => NoAnswer(response),
            var text when PgText.Key(text) is { } key => await ReadByKeyAsync(memberId, key, ct),
            var unusable => new PgLookup.Unknown(PgText.AboutUnusableKey(unusable), IsKeyUnusable: true),
        };
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
}
