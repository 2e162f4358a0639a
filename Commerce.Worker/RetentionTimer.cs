using Commerce.Core.Retention;
using Microsoft.Extensions.Options;

namespace Commerce.Worker;

/// <summary>Deletes what has been kept for long enough.</summary>
internal sealed class RetentionTimer(
    DeleteExpired delete, IOptions<RetentionOptions> options, DrainTimerServices services, ILogger<RetentionTimer> logger)
    : DrainTimer("delete expired records", options.Value.PollInterval, options.Value.BatchSize, services, logger)
{
    protected override Task<int> WorkAsync(CancellationToken ct) => delete.ExecuteAsync(ct);
}
