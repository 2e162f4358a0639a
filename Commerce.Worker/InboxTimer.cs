using Commerce.Core.Payments.Callbacks;
using Microsoft.Extensions.Options;

namespace Commerce.Worker;

/// <summary>Takes up callbacks that could not be used at once.</summary>
internal sealed class InboxTimer(RetryCallbacks retry, IOptions<InboxOptions> options, TimeProvider time, ILogger<InboxTimer> logger)
    : DrainTimer("retry callbacks", options.Value.PollInterval, options.Value.BatchSize, time, logger)
{
    protected override Task<int> WorkAsync(CancellationToken ct) => retry.ExecuteAsync(ct);
}
