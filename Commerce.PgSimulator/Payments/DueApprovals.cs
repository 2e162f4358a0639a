using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Due;

namespace Commerce.PgSimulator.Payments;

/// <summary>Runs <see cref="ProcessPayment"/> whenever a payment is due.</summary>
internal sealed class DueApprovals(ProcessPayment process, DueCallbacks callbacks, TimeProvider time, ILogger<DueApprovals> logger)
    : DueWork(time, logger)
{
    private const int Batch = 200;
    private readonly TimeProvider _time = time;

    protected override async Task<bool> DoDueAsync(CancellationToken ct)
    {
        var concluded = await process.ExecuteAsync(Batch, ct);
        if (concluded > 0)
        {
            callbacks.Announce(_time.GetUtcNow());
        }

        return concluded == Batch;
    }

    protected override Task<DateTimeOffset?> NextDueAsync(CancellationToken ct) => process.NextDueAsync(ct);
}
