using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Due;
using Commerce.PgSimulator.Storage;
using Commerce.ServiceDefaults.Telemetry;
using Dapper;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Flow;

/// <summary>
/// Runs <see cref="ProcessPayment"/> whenever payments are due. Any number may be pending; those that fall due together are concluded in
/// batches.
/// </summary>
internal sealed class DueApprovals(
    ProcessPayment process,
    DueCallbacks callbacks,
    SendCallback send,
    GatewaySessions database,
    IOptions<CompatibilityOptions> compatibility,
    TimeProvider time,
    FaultLog faults,
    ILogger<DueApprovals> logger)
    : DueWork("conclude due payments", compatibility, time, faults, logger), IApprovalSchedule
{
    private const int Batch = 200;

    public void Add(string transactionKey, DateTimeOffset due, TimeSpan delay) => Announce(due);

    // They stand in the table that the callbacks' loop reads.
    public Task AddFurtherAttemptsAsync(string transactionKey, CancellationToken ct) => Task.CompletedTask;

    protected override async Task<bool> DoDueAsync(CancellationToken ct)
    {
        var (concluded, claimed) = await process.ExecuteDueAsync(Batch, callbacks.FreeSlots, send.Longest, ct);
        callbacks.Start(claimed, ct);
        if (concluded > claimed.Count)
        {
            callbacks.Announce(Now);
        }

        return concluded == Batch;
    }

    protected override async Task<TimeSpan?> NextDueInAsync(CancellationToken ct)
    {
        const string Sql = $"SELECT TIMESTAMPDIFF(MICROSECOND, {DueTime.Now}, MIN(due_at)) FROM approvals WHERE due_at IS NOT NULL";
        await using var connection = await database.OpenAsync(ct);
        return DueTime.SpanOf(await connection.ExecuteScalarAsync<long?>(new CommandDefinition(Sql, cancellationToken: ct)));
    }
}
