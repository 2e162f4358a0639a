using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.Callbacks;
using Commerce.Core.CustomerService;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Payments;

/// <summary>A callback that no payment fits waits for its time and no longer; what the PG had signed does not end in silence.</summary>
[Collection(CardOrders.Collection)]
public sealed class GivenUpCallbackTests(RunningApi api)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, 30, 1)]
    [InlineData(true, 1, 0)]
    [InlineData(false, 30, 0)]
    public async Task A_signed_callback_that_is_given_up_is_a_case(bool isSigned, int ageInHours, int cases)
    {
        var callbackId = await AddAsync(isSigned, TimeSpan.FromHours(ageInHours));

        await api.Service<RetryCallbacks>().ExecuteAsync(_ct);

        var callback = await api.InDatabaseAsync(db => db.Callbacks.AsNoTracking().SingleAsync(c => c.Id == callbackId, _ct));
        Assert.Equal((CallbackState.Unmatched, ageInHours < 24), (callback.State, callback.NextTryAt is not null));
        Assert.Equal(cases, await api.InDatabaseAsync(db => db.Cases.CountAsync(
            c => c.Reason == CaseReason.CallbackUnused && c.PaymentId == null && c.Detail.StartsWith($"Callback {callbackId} "), _ct)));
    }

    private Task<long> AddAsync(bool isSigned, TimeSpan age) => api.InDatabaseAsync(async db =>
    {
        var now = TimeProvider.System.GetUtcNow();
        var callback = new CallbackRecord
        {
            Gateway = "simulator",
            MessageId = isSigned ? $"msg_{Guid.NewGuid():N}" : null,
            Body = "{}",
            TransactionKey = $"20260101:TR:{Guid.NewGuid():N}",
            MerchantOrderId = "ORDER999996",
            ReceivedAt = now - age,
        };
        callback.LeaseUntil(now.AddDays(-1));
        db.Callbacks.Add(callback);
        await db.SaveChangesAsync(_ct);
        return callback.Id;
    });
}
