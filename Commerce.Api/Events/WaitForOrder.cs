using Commerce.Core.Checkout;
using Commerce.Core.Errors;
using Commerce.Core.Events;
using Commerce.Core.Members;

namespace Commerce.Api.Events;

/// <summary>Reads an order, and waits for it or its payment to change while it has not ended.</summary>
internal sealed class WaitForOrder(FollowEvents follow, WatchReads reads, FindOrder find, TimeProvider time)
{
    /// <exception cref="CommerceException">ORDER_001, or SERVICE_002 when as many wait as may.</exception>
    public async Task<PlacedOrder> ExecuteAsync(MemberId memberId, long orderId, TimeSpan longest, CancellationToken ct)
    {
        using var subscription = await follow.SubscribeAsync(memberId.Value, orderId, ct);
        using var enough = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, ct);
        var before = await ReadAsync(memberId, orderId, ct);
        var now = before;
        while (!now.IsOver() && now.IsLike(before) && await HearsAsync(subscription, either.Token, ct))
        {
            now = await ReadAsync(memberId, orderId, ct);
        }

        return now;
    }

    private async Task<PlacedOrder> ReadAsync(MemberId memberId, long orderId, CancellationToken ct)
    {
        using var turn = await reads.EnterAsync(ct);
        return await find.ExecuteAsync(memberId, orderId, ct);
    }

    /// <returns>False when the time is up, or the process ends.</returns>
    private static async Task<bool> HearsAsync(EventSubscription subscription, CancellationToken enough, CancellationToken ct)
    {
        try
        {
            return await subscription.Events.WaitToReadAsync(enough) && subscription.Events.TryRead(out _);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
