using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Api.Tests.Payments;
using Commerce.Core.Checkout;
using Commerce.Core.Delivery;
using Commerce.Core.Errors;
using Commerce.Core.Idempotency;
using Commerce.Core.Members;
using Commerce.Core.Outbox;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Recovery;
using Commerce.ServiceDefaults.Clocks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Commerce.Api.Tests.Clocks;

/// <summary>
/// Processes whose clocks are minutes off share one database: due times and leases are its, and so nothing comes early or late.
/// </summary>
[Collection(CardOrders.Collection)]
public sealed class SkewedClockTests(RunningApi api) : IAsyncLifetime
{
    public static readonly TheoryData<int> MinutesAhead = [-10, 8];

    private static readonly TimeSpan Near = TimeSpan.FromMinutes(1);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private IHost? _process;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(MinutesAhead))]
    public async Task What_is_due_is_taken_and_what_is_not_is_left(int minutesAhead)
    {
        var (due, later) = (await api.AddPendingPaymentAsync(), await api.AddPendingPaymentAsync());
        var now = TimeProvider.System.GetUtcNow();
        await api.SetNextLookAsync(due, now);
        await api.SetNextLookAsync(later, now + TimeSpan.FromMinutes(5));

        await Use<RecoverPayments>(minutesAhead).ExecuteAsync(_ct);

        var (looked, left) = (await api.PaymentAsync(due), await api.PaymentAsync(later));
        Assert.Equal((1, 0), (looked.Looks, left.Looks));
        Assert.InRange(looked.NextLookAt!.Value, now, now + Near);
        Assert.InRange(looked.LastLookAt!.Value, now, now + Near);
        await api.EndPaymentAsync(due);
        await api.EndPaymentAsync(later);
    }

    [Theory]
    [MemberData(nameof(MinutesAhead))]
    public async Task An_order_is_due_for_its_first_look_when_the_others_look(int minutesAhead)
    {
        var member = await api.AddMemberAsync();
        var product = await api.AddProductAsync();
        api.PgAccepts($"20250816:TR:{member}");
        var now = TimeProvider.System.GetUtcNow();

        var placed = await Use<PlaceOrder>(minutesAhead).ExecuteAsync(
            new PlaceOrderCommand(
                new MemberId(member), [new OrderLine(product, 1)], null, null, () => Card.Parse("KB", "1234-5678-9814-1451")),
            _ct);

        var payment = await api.InDatabaseAsync(db => db.Payments.AsNoTracking().SingleAsync(p => p.OrderId == placed.Order.Id, _ct));
        Assert.InRange(payment.CreatedAt, now - Near, now + Near);
        Assert.InRange(payment.NextLookAt!.Value, now, now + Near);
        await api.EndPaymentAsync(payment.Id);
    }

    [Theory]
    [MemberData(nameof(MinutesAhead))]
    public async Task An_absence_proves_nothing_before_the_grace_is_over(int minutesAhead)
    {
        var paymentId = await api.AddPendingPaymentAsync();

        for (var look = 0; look < 3; look++)
        {
            await Use<ConfirmPayment>(minutesAhead).ExecuteAsync(paymentId, _ct);
        }

        var payment = await api.PaymentAsync(paymentId);
        Assert.Equal((PaymentStatus.Pending, 3), (payment.Status, payment.AbsentLooks));
        await api.EndPaymentAsync(paymentId);
    }

    [Theory]
    [MemberData(nameof(MinutesAhead))]
    public async Task A_message_of_the_outbox_that_is_due_is_tried_and_its_next_try_is_near(int minutesAhead)
    {
        var payment = await api.AddCardPaymentAsync(stock: 0);
        await api.Service<ApplyPaymentResult>().ExecuteAsync(
            payment.Id, new PaymentResult.Succeeded(new TransactionKey($"20260101:TR:{payment.Id}")), _ct);

        // A batch may be full of older messages, which other tests have left.
        OutboxMessage message;
        var batches = 0;
        do
        {
            await Use<DeliverOutbox>(minutesAhead).ExecuteAsync(_ct);
            message = await api.InDatabaseAsync(db =>
                db.Outbox.AsNoTracking().SingleAsync(m => m.Kind == OutboxKind.VoidPayment && m.SubjectId == payment.Id, _ct));
        }
        while (message.Tries == 0 && ++batches < 50);

        Assert.InRange(message.NextTryAt!.Value, TimeProvider.System.GetUtcNow() - Near, TimeProvider.System.GetUtcNow() + Near);
        Assert.True(message.Tries > 0);
    }

    [Fact]
    public async Task A_request_that_is_at_work_is_not_taken_for_one_whose_process_died()
    {
        var payment = await api.PaymentAsync(await api.AddPendingPaymentAsync());
        var claim = await api.InDatabaseAsync(async db =>
        {
            var member = await db.Orders.Where(o => o.Id == payment.OrderId).Select(o => o.MemberId).SingleAsync(_ct);
            var taken = IdempotencyClaim.On(member, IdempotencyKey.Parse(Guid.NewGuid().ToString()), "the same");
            (await taken.TakeAsync(db, TimeProvider.System.GetUtcNow(), _ct)).BelongTo(payment.OrderId);
            return taken;
        });

        var refused = await Assert.ThrowsAsync<CommerceException>(() => Use<FindAnswer>(minutesAhead: 8).ExecuteAsync(claim, _ct));

        Assert.Equal(ErrorCode.IdempotencyKeyInFlight, refused.Error);
        await api.EndPaymentAsync(payment.Id);
    }

    [Fact]
    public async Task A_process_says_how_far_its_clock_is_off_and_is_degraded()
    {
        var member = await api.AddPendingPaymentAsync();
        await Use<ConfirmPayment>(minutesAhead: 8).ExecuteAsync(member, _ct);

        var report = await Use<HealthCheckService>(8).CheckHealthAsync(check => check.Name == "clock", _ct);

        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.Contains("s ahead of that of database", report.Entries["clock"].Description, StringComparison.Ordinal);
        var ahead = Use<ClockSkews>(8).Ahead;
        Assert.InRange(ahead["database"], TimeSpan.FromMinutes(8) - Near, TimeSpan.FromMinutes(8) + Near);
        Assert.InRange(ahead["PG simulator"], TimeSpan.FromMinutes(8) - Near, TimeSpan.FromMinutes(8) + Near);
        await api.EndPaymentAsync(member);
    }

    private T Use<T>(int minutesAhead)
        where T : notnull
    {
        _process ??= api.AnotherProcessAsync(new ShiftedTimeProvider(TimeSpan.FromMinutes(minutesAhead))).GetAwaiter().GetResult();
        return _process.Services.GetRequiredService<T>();
    }
}
