using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Compatibility;
using Commerce.PgSimulator.Due;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Payments;

/// <summary>Runs <see cref="ProcessPayment"/> whenever payments are due, any number of them at a time.</summary>
internal sealed class DueApprovals(
    ProcessPayment process, DueCallbacks callbacks, IOptions<CompatibilityOptions> compatibility, TimeProvider time, ILogger<DueApprovals> logger)
    : DueWork(compatibility, time, logger), IApprovalSchedule
{
    private const int Batch = 200;

    public void Add(string transactionKey, DateTimeOffset due, TimeSpan delay) => Announce(due);

    protected override async Task<bool> DoDueAsync(CancellationToken ct)
    {
        var concluded = await process.ExecuteDueAsync(Batch, ct);
        if (concluded > 0)
        {
            callbacks.Announce(Now);
        }

        return concluded == Batch;
    }

    protected override Task<DateTimeOffset?> NextDueAsync(CancellationToken ct) => process.NextDueAsync(ct);
}
