using Commerce.Core.Callbacks;
using Microsoft.Extensions.Options;

namespace Commerce.Worker;

/// <summary>Takes up callbacks that could not be used at once.</summary>
internal sealed class InboxTimer(
    RetryCallbacks retry, IOptions<InboxOptions> options, DrainTimerServices services, ILogger<InboxTimer> logger)
    : DrainTimer("retry callbacks", options.Value.PollInterval, options.Value.BatchSize, services, logger)
{
    protected override Task<int> WorkAsync(CancellationToken ct) => retry.ExecuteAsync(ct);
}
