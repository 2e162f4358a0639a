using Commerce.Core.Payments.Callbacks;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Options;

namespace Commerce.Worker;

/// <summary>Takes up callbacks that could not be used at once.</summary>
internal sealed class InboxTimer(
    RetryCallbacks retry, IOptions<InboxOptions> options, TimeProvider time, FaultLog faults, ILogger<InboxTimer> logger)
    : DrainTimer("retry callbacks", options.Value.PollInterval, options.Value.BatchSize, time, faults, logger)
{
    protected override Task<int> WorkAsync(CancellationToken ct) => retry.ExecuteAsync(ct);
}
