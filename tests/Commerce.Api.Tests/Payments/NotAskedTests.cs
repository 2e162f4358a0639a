using System.Net;
using System.Net.Sockets;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.CircuitBreaker;
using Commerce.CircuitBreaker.AspNetCore;
using Commerce.Core.Delivery;
using Commerce.Core.Gateways.Simulator;
using Commerce.Core.Outbox;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Recovery;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.Api.Tests.Payments;

/// <summary>A worker that cannot reach the PG keeps nothing from those who can.</summary>
[Collection(CardOrders.Collection)]
public sealed class NotAskedTests(RunningApi api)
{
    private static readonly TimeSpan LessThanLease = TimeSpan.FromSeconds(2);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_could_not_be_asked_is_given_back_at_once_and_counts_as_no_look()
    {
        using var cutOff = await CutOffWorkerAsync();
        var paymentId = await DuePaymentAsync();

        await cutOff.Services.GetRequiredService<RecoverPayments>().ExecuteAsync(_ct);

        var payment = await PaymentAsync(paymentId);
        Assert.Equal((0, true), (payment.Looks, payment.NextLookAt < TimeProvider.System.GetUtcNow() + LessThanLease));
        await MakeDueAsync(paymentId); // It is due by the database's clock, of which the next to ask may be a few milliseconds behind.
        await api.Service<RecoverPayments>().ExecuteAsync(_ct);
        Assert.Equal(1, (await PaymentAsync(paymentId)).Looks);
        await api.EndPaymentAsync(paymentId);
    }

    [Fact]
    public async Task A_worker_whose_breaker_is_open_takes_nothing()
    {
        using var cutOff = await CutOffWorkerAsync();
        cutOff.Services.GetRequiredService<CircuitBreakerRegistry>()
            .Get(PgCircuitBreakers.Lookups).Breaker.TransitionTo(CircuitBreakerState.Open);
        var paymentId = await DuePaymentAsync();
        var before = await PaymentAsync(paymentId);

        await cutOff.Services.GetRequiredService<RecoverPayments>().ExecuteAsync(_ct);

        var after = await PaymentAsync(paymentId);
        Assert.Equal((before.NextLookAt, before.LastLookAt), (after.NextLookAt, after.LastLookAt));
        await api.EndPaymentAsync(paymentId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_void_that_could_not_be_asked_for_is_no_try(bool isOpen)
    {
        using var cutOff = await CutOffWorkerAsync();
        var payment = await api.AddCardPaymentAsync(stock: 0);
        await api.Service<ApplyPaymentResult>().ExecuteAsync(
            payment.Id, new PaymentResult.Succeeded(new TransactionKey($"20260101:TR:{payment.Id}")), _ct);
        if (isOpen)
        {
            cutOff.Services.GetRequiredService<CircuitBreakerRegistry>()
                .Get(PgCircuitBreakers.Lookups).Breaker.TransitionTo(CircuitBreakerState.Open);
        }

        var before = await VoidAsync(payment.Id);
        await cutOff.Services.GetRequiredService<DeliverOutbox>().ExecuteAsync(_ct);

        var message = await VoidAsync(payment.Id);
        Assert.Equal(0, message.Tries);
        Assert.True(message.NextTryAt < TimeProvider.System.GetUtcNow() + LessThanLease, $"The next try is at {message.NextTryAt:O}.");
        Assert.True(!isOpen || message.NextTryAt == before.NextTryAt, "It was taken although its breaker is open.");
    }

    // Nobody listens there: the port was just given back.
    private Task<IHost> CutOffWorkerAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return api.AnotherProcessAsync(TimeProvider.System, pg: new Uri($"http://{listener.LocalEndpoint}"));
    }

    private Task<OutboxMessage> VoidAsync(long paymentId) => api.InDatabaseAsync(db =>
        db.Outbox.AsNoTracking().SingleAsync(m => m.Kind == OutboxKind.VoidPayment && m.SubjectId == paymentId, _ct));

    private async Task<long> DuePaymentAsync()
    {
        var paymentId = await api.AddPendingPaymentAsync();
        await MakeDueAsync(paymentId);
        return paymentId;
    }

    private Task<int> MakeDueAsync(long paymentId) => api.SetNextLookAsync(paymentId, TimeProvider.System.GetUtcNow().AddSeconds(-1));

    private Task<Payment> PaymentAsync(long paymentId) =>
        api.InDatabaseAsync(db => db.Payments.AsNoTracking().SingleAsync(p => p.Id == paymentId, _ct));
}
