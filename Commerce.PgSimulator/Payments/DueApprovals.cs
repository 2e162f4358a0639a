using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Compatibility;
using Commerce.PgSimulator.Due;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Payments;

/// <summary>Runs <see cref="ProcessPayment"/> whenever payments are due. Any number may be pending; those that fall due together are concluded in batches.</summary>
internal sealed class DueApprovals(
    ProcessPayment process, DueCallbacks callbacks, IOptions<CompatibilityOptions> compatibility, TimeProvider time, FaultLog faults,
    ILogger<DueApprovals> logger)
    : DueWork("conclude due payments", compatibility, time, faults, logger), IApprovalSchedule
{
    private const int Batch = 200;

    public void Add(string transactionKey, DateTimeOffset due, TimeSpan delay) => Announce(due);

    // They stand in the table that the callbacks' loop reads.
    public Task AddFurtherAttemptsAsync(string transactionKey, CancellationToken ct) => Task.CompletedTask;

    protected override async Task<bool> DoDueAsync(CancellationToken ct)
    {
        var concluded = await process.ExecuteDueAsync(Batch, ct);
        if (concluded > 0)
        {
            callbacks.Announce(Now);
        }

        return concluded == Batch;
    }

    protected override Task<TimeSpan?> NextDueInAsync(CancellationToken ct) => process.NextDueInAsync(ct);
}
