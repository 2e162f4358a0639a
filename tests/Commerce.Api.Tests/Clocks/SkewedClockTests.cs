using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Api.Tests.Payments;
using Commerce.Core.Errors;
using Commerce.Core.Idempotency;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.Outbox;
using Commerce.Core.Payments;
using Commerce.Core.Payments.Callbacks;
using Commerce.Core.Payments.Gateways;
using Commerce.ServiceDefaults.Clocks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Commerce.Api.Tests.Clocks;

/// <summary>Processes whose clocks are minutes off share one database: due times and leases are its, and so nothing comes early or late.</summary>
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
        await SetNextLookAsync(due, now);
        await SetNextLookAsync(later, now + TimeSpan.FromMinutes(5));

        await Use<ReconcilePayments>(minutesAhead).ExecuteAsync(_ct);

        var (looked, left) = (await PaymentAsync(due), await PaymentAsync(later));
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

        var orderId = await Use<PlaceOrder>(minutesAhead).ExecuteAsync(
            new PlaceOrderCommand(new MemberId(member), [new OrderLine(product, 1)], null, null, () => Card.Parse("KB", "1234-5678-9814-1451")), _ct);

        var payment = await api.InDatabaseAsync(db => db.Payments.AsNoTracking().SingleAsync(p => p.OrderId == orderId, _ct));
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

        var payment = await PaymentAsync(paymentId);
        Assert.Equal((PaymentStatus.Pending, 3), (payment.Status, payment.AbsentLooks));
        await api.EndPaymentAsync(paymentId);
    }

    [Theory]
    [MemberData(nameof(MinutesAhead))]
    public async Task A_message_of_the_outbox_that_is_due_is_tried_and_its_next_try_is_near(int minutesAhead)
    {
        var payment = await api.AddCardPaymentAsync(stock: 0);
        await api.Service<ApplyPaymentResult>().ExecuteAsync(payment.Id, new PaymentResult.Succeeded(new TransactionKey($"20260101:TR:{payment.Id}")), _ct);

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
        var payment = await PaymentAsync(await api.AddPendingPaymentAsync());
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

    [Fact]
    public async Task A_callback_that_is_refused_for_its_time_alone_makes_the_pg_be_asked_once()
    {
        var payment = await PaymentAsync(await api.AddPendingPaymentAsync());
        await SetNextLookAsync(payment.Id, TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(5));

        Assert.Equal(CallbackReceipt.Rejected, await CallAsync(payment, RunningApi.CallbackSecret));

        var hastened = await PaymentAsync(payment.Id);
        Assert.Equal((PaymentStatus.Pending, true), (hastened.Status, hastened.NextLookAt <= TimeProvider.System.GetUtcNow()));

        await Use<ReconcilePayments>(8).ExecuteAsync(_ct); // The look; the PG knows nothing of it.
        await SetNextLookAsync(payment.Id, TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(5));
        await CallAsync(payment, RunningApi.CallbackSecret);
        Assert.True((await PaymentAsync(payment.Id)).NextLookAt > TimeProvider.System.GetUtcNow() + Near, "It was looked at a moment ago.");
        await api.EndPaymentAsync(payment.Id);
    }

    [Fact]
    public async Task A_callback_that_nobody_signed_makes_nobody_ask()
    {
        var payment = await PaymentAsync(await api.AddPendingPaymentAsync());
        await SetNextLookAsync(payment.Id, TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(5));

        Assert.Equal(CallbackReceipt.Rejected, await CallAsync(payment, $"whsec_{Convert.ToBase64String(new byte[32])}"));

        Assert.True((await PaymentAsync(payment.Id)).NextLookAt > TimeProvider.System.GetUtcNow() + Near);
        await api.EndPaymentAsync(payment.Id);
    }

    private T Use<T>(int minutesAhead)
        where T : notnull
    {
        _process ??= api.AnotherProcessAsync(new ShiftedTimeProvider(TimeSpan.FromMinutes(minutesAhead))).GetAwaiter().GetResult();
        return _process.Services.GetRequiredService<T>();
    }

    // Signed by the right clock, and received by one that is 8 minutes ahead.
    private Task<CallbackReceipt> CallAsync(Payment payment, string secret)
    {
        var id = $"msg_{Guid.NewGuid():N}";
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = $$"""{"transactionKey":"{{payment.TransactionKey}}","orderId":"ORDER{{payment.OrderId:D6}}","amount":1000,"status":"SUCCESS"}""";
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var signature = $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")))}";
        return Use<ReceiveCallback>(8).ExecuteAsync(null, "127.0.0.1", new CallbackHeaders(id, timestamp, signature), Encoding.UTF8.GetBytes(body), _ct);
    }

    private Task<int> SetNextLookAsync(long paymentId, DateTimeOffset next) => api.InDatabaseAsync(db =>
        db.Payments.Where(p => p.Id == paymentId).ExecuteUpdateAsync(set => set.SetProperty(p => p.NextLookAt, next), _ct));

    private Task<Payment> PaymentAsync(long paymentId) =>
        api.InDatabaseAsync(db => db.Payments.AsNoTracking().SingleAsync(p => p.Id == paymentId, _ct));
}
