using System.Threading.RateLimiting;
using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Commerce.Core.Recovery.Schedule;
using Microsoft.Extensions.Options;

namespace Commerce.Core.PaymentFlow;

/// <summary>
/// A member wants the PG asked about a payment now. Each time costs the PG a look, so it comes out of the same budget as recovery, and a
/// member may ask only so often. What has ended is answered without asking, as often as anybody likes.
/// </summary>
public sealed class ConfirmForMember(
    ReadPayment read, ConfirmPayment confirm, GatewayBudget budget, IOptions<PaymentOptions> options) : IDisposable
{
    private static readonly TimeSpan UntilTheBudgetIsBack = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<MemberId> _perMember = PartitionedRateLimiter.Create<MemberId, MemberId>(member =>
        RateLimitPartition.GetTokenBucketLimiter(member, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.ConfirmsPerMinute,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / options.Value.ConfirmsPerMinute,
        }));

    /// <exception cref="CommerceException">
    /// PAYMENT_001, also for another member's payment; 429 when the member, or everybody together, asks too often.
    /// </exception>
    public async Task<Payment> ExecuteAsync(MemberId memberId, long paymentId, CancellationToken ct)
    {
        var (payment, owner, _) = await read.ExecuteAsync(paymentId, ct);
        if (owner != memberId)
        {
            throw new CommerceException(ErrorCode.PaymentNotFound);
        }

        if (!payment.IsOpen && payment.Status != PaymentStatus.Failed)
        {
            return payment;
        }

        using var lease = _perMember.AttemptAcquire(memberId);
        if (!lease.IsAcquired || !await budget.TrySpendAsync(GatewayBudget.Look, ct))
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : UntilTheBudgetIsBack;
            throw new CommerceException(ErrorCode.TooManyRequests) { RetryAfter = wait };
        }

        return await confirm.ExecuteAsync(paymentId, ct);
    }

    public void Dispose() => _perMember.Dispose();
}
