using Commerce.Core.Backlog;
using Microsoft.Extensions.Options;

namespace Commerce.Worker;

/// <summary>Renews the figures of what is waiting, and takes them back when the database cannot be read.</summary>
internal sealed class BacklogTimer(
    ReadBacklog read, BacklogGauges gauges, IOptions<BacklogOptions> options, DrainTimerServices services, ILogger<BacklogTimer> logger)
    : DrainTimer("read backlog", options.Value.RefreshInterval, batchSize: 1, services, logger)
{
    // There is nothing to drain: one reading is enough until the next tick.
    protected override async Task<int> WorkAsync(CancellationToken ct)
    {
        BacklogFigures? figures = null;
        try
        {
            figures = await read.ExecuteAsync(ct);
        }
        finally
        {
            gauges.Set(figures);
        }

        return 0;
    }
}
