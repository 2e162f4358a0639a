using Commerce.Core.Checkout;
using Microsoft.Extensions.Options;

namespace Commerce.Worker;

/// <summary>Ends attempts to pay, and orders, whose buyers did not come back in time.</summary>
internal sealed class CheckoutTimer(
    ExpireCheckouts expire, IOptions<CheckoutOptions> options, DrainTimerServices services, ILogger<CheckoutTimer> logger)
    : DrainTimer("expire checkouts", options.Value.PollInterval, options.Value.BatchSize, services, logger)
{
    protected override Task<int> WorkAsync(CancellationToken ct) => expire.ExecuteAsync(ct);
}
