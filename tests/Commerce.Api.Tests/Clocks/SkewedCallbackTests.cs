using System.Text;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Api.Tests.Payments;
using Commerce.Core.Callbacks;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Recovery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.Api.Tests.Clocks;

/// <summary>A callback comes to a process whose clock is 8 minutes ahead, too much for its signature to count.</summary>
[Collection(CardOrders.Collection)]
public sealed class SkewedCallbackTests(RunningApi api)
{
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(1);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_callback_that_is_refused_for_its_time_alone_makes_the_pg_be_asked_once()
    {
        using var ahead = await api.AnotherProcessAsync(new ShiftedTimeProvider(TimeSpan.FromMinutes(8)));
        var payment = await api.PaymentAsync(await api.AddPendingPaymentAsync());
        await api.SetNextLookAsync(payment.Id, TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(5));

        Assert.Equal(CallbackReceipt.Rejected, await CallAsync(ahead, payment, RunningApi.CallbackSecret));

        var hastened = await api.PaymentAsync(payment.Id);
        Assert.Equal((PaymentStatus.Pending, true), (hastened.Status, hastened.NextLookAt < TimeProvider.System.GetUtcNow() + Near));
        await api.SetNextLookAsync(payment.Id, TimeProvider.System.GetUtcNow().AddSeconds(-1)); // Due by whichever clock.

        await ahead.Services.GetRequiredService<RecoverPayments>().ExecuteAsync(_ct); // The look; the PG knows nothing of it.
        await api.SetNextLookAsync(payment.Id, TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(5));
        await CallAsync(ahead, payment, RunningApi.CallbackSecret);
        var looked = await api.PaymentAsync(payment.Id);
        Assert.True(looked.NextLookAt > TimeProvider.System.GetUtcNow() + Near, "It was looked at a moment ago.");
        await api.EndPaymentAsync(payment.Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_about_a_paid_payment_makes_the_pg_be_asked_only_when_it_names_another_key(bool another)
    {
        using var ahead = await api.AnotherProcessAsync(new ShiftedTimeProvider(TimeSpan.FromMinutes(8)));
        var payment = await api.AddCardPaymentAsync(stock: 5);
        var key = new TransactionKey($"paid-{Guid.NewGuid():N}");
        await api.Service<ApplyPaymentResult>().ExecuteAsync(payment.Id, new PaymentResult.Succeeded(key), _ct);

        var named = another ? new TransactionKey($"{key}-second") : key;
        Assert.Equal(CallbackReceipt.Rejected, await CallAsync(ahead, payment.OrderId, named, RunningApi.CallbackSecret));

        var paid = await api.PaymentAsync(payment.Id);
        Assert.Equal((PaymentStatus.Success, another), (paid.Status, paid.NextLookAt < TimeProvider.System.GetUtcNow() + Near));
        await api.SetNextLookAsync(payment.Id, TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task A_callback_that_nobody_signed_makes_nobody_ask()
    {
        using var ahead = await api.AnotherProcessAsync(new ShiftedTimeProvider(TimeSpan.FromMinutes(8)));
        var payment = await api.PaymentAsync(await api.AddPendingPaymentAsync());
        await api.SetNextLookAsync(payment.Id, TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(5));

        Assert.Equal(CallbackReceipt.Rejected, await CallAsync(ahead, payment, $"whsec_{Convert.ToBase64String(new byte[32])}"));

        Assert.True((await api.PaymentAsync(payment.Id)).NextLookAt > TimeProvider.System.GetUtcNow() + Near);
        await api.EndPaymentAsync(payment.Id);
    }

    private Task<CallbackReceipt> CallAsync(IHost ahead, Payment payment, string secret) =>
        CallAsync(ahead, payment.OrderId, payment.TransactionKey!.Value, secret);

    // Signed by the right clock.
    private Task<CallbackReceipt> CallAsync(IHost ahead, long orderId, TransactionKey key, string secret)
    {
        var body = $$"""{"transactionKey":"{{key}}","orderId":"ORDER{{orderId:D6}}","amount":1000,"status":"SUCCESS"}""";
        return ahead.Services.GetRequiredService<ReceiveCallback>().ExecuteAsync(
            null, "127.0.0.1", SignedHeaders.Of(body, secret), Encoding.UTF8.GetBytes(body), _ct);
    }
}
