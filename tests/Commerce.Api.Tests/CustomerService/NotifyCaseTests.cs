using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Api.Tests.Payments;
using Commerce.Core.CustomerService;
using Commerce.Core.Delivery;
using Commerce.Core.Gateways;
using Commerce.Core.Leases;
using Commerce.Core.Outbox;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Recovery.Schedule;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.Api.Tests.CustomerService;

/// <summary>Customer service hears of each case once, however long it takes to reach it, and never of a card.</summary>
[Collection(CardOrders.Collection)] // Who delivers takes every message that is due, those of other tests too.
public sealed class NotifyCaseTests(RunningApi api)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly FakeLogger<NotifyCase> _log = new();

    [Fact]
    public async Task A_case_is_told_again_until_customer_service_agrees_and_then_no_more()
    {
        await using var desk = await WebhookReceiver.StartAsync(500, 500);
        var payment = await PaidWhenSoldOutAsync();
        var deliver = Delivery(desk.Address);

        await DeliverUntilToldAsync(deliver, payment);
        await deliver.ExecuteAsync(TestContext.Current.CancellationToken);

        var told = desk.Received.Where(message => IsAbout(message, payment)).ToList();
        Assert.Equal(3, told.Count);
        Assert.All(told, message => Assert.Equal(
            $"[StockShort] order {payment.OrderId}, payment {payment.Id}: The payment succeeded when the stock was gone. The money goes "
            + "back.",
            (string?)message["text"]));
        Assert.All(told, message => Assert.Equal(["text"], message.AsObject().Select(member => member.Key)));
    }

    [Fact]
    public async Task A_late_capture_is_told_too_and_nothing_of_the_card()
    {
        await using var desk = await WebhookReceiver.StartAsync();
        var payment = await api.AddCardPaymentAsync(stock: 5);
        await Apply().ExecuteAsync(
            payment.Id, new PaymentResult.Failed(FailureCode.Declined, Certain: false), TestContext.Current.CancellationToken);
        await Apply().ExecuteAsync(payment.Id, new PaymentResult.Succeeded(FreshKey()), TestContext.Current.CancellationToken);

        await DeliverUntilToldAsync(Delivery(desk.Address), payment);

        var told = (string?)Assert.Single(desk.Received, message => IsAbout(message, payment))["text"];
        Assert.StartsWith($"[LateCapture] order {payment.OrderId}, payment {payment.Id}: ", told, StringComparison.Ordinal);
        Assert.DoesNotContain("4242-4242", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_desk_that_hangs_is_tried_again_and_stops_nothing_else()
    {
        await using var desk = await WebhookReceiver.StartAsync(WebhookReceiver.Hang);
        var payment = await PaidWhenSoldOutAsync();

        await DeliverUntilToldAsync(Delivery(desk.Address), payment);

        Assert.Contains(desk.Received, message => IsAbout(message, payment));
    }

    [Fact]
    public async Task What_would_outlast_its_lease_is_left_for_later()
    {
        await using var desk = await WebhookReceiver.StartAsync();
        var payments = new[] { await PaidWhenSoldOutAsync(), await PaidWhenSoldOutAsync() };
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        desk.OnReceived = () => time.Advance(TimeSpan.FromSeconds(15)); // Half of the lease.
        var deliver = Delivery(desk.Address, time);

        await deliver.ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.Single(desk.Received);
        time.Advance(TimeSpan.FromMinutes(1));
        foreach (var payment in payments)
        {
            await DeliverUntilToldAsync(deliver, payment, () => time.Advance(TimeSpan.FromMinutes(1)));
        }

        Assert.All(payments, payment => Assert.Single(desk.Received, message => IsAbout(message, payment)));
    }

    [Fact]
    public async Task A_message_that_one_worker_has_taken_is_not_delivered_by_another()
    {
        await using var desk = await WebhookReceiver.StartAsync();
        var payment = await PaidWhenSoldOutAsync();
        var other = Delivery(null);
        var isFirst = 1;
        desk.OnReceived = () =>
        {
            if (desk.Received.Any(message => IsAbout(message, payment)) && Interlocked.Exchange(ref isFirst, 0) == 1)
            {
                other.ExecuteAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();
            }
        };

        await DeliverUntilToldAsync(Delivery(desk.Address, timeLimit: Patience), payment);

        Assert.Equal(0, isFirst);
        Assert.Single(_log.Collector.GetSnapshot(), record => record.Message.Contains($"payment {payment.Id}:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_webhook_a_log_line_tells_it()
    {
        var payment = await PaidWhenSoldOutAsync();

        await DeliverUntilToldAsync(Delivery(null), payment);

        var line = Assert.Single(
            _log.Collector.GetSnapshot(), record => record.Message.Contains($"payment {payment.Id}:", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.Contains(
            $"(StockShort), order {payment.OrderId}, payment {payment.Id}: The payment succeeded", line.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4242-4242", line.Message, StringComparison.Ordinal);
    }

    private static bool IsAbout(System.Text.Json.Nodes.JsonNode message, Payment payment) =>
        ((string?)message["text"])!.Contains($"order {payment.OrderId}, payment {payment.Id}:", StringComparison.Ordinal);

    private static TransactionKey FreshKey() => new($"20260101:TR:{Guid.NewGuid():N}");

    private ApplyPaymentResult Apply() => api.Service<ApplyPaymentResult>();

    // The parts that a worker runs, with the desk of this test.
    private DeliverOutbox Delivery(Uri? webhook, TimeProvider? time = null, TimeSpan? timeLimit = null)
    {
        var desk = Options.Create(new CustomerServiceOptions { WebhookUrl = webhook, TimeLimit = timeLimit ?? TimeSpan.FromSeconds(1) });
        var notify = new NotifyCase(api.Service<IDbContextFactory<CommerceDbContext>>(), api.Service<IHttpClientFactory>(), desk, _log);
        var quick = Options.Create(
            new OutboxOptions { FirstGap = TimeSpan.FromMilliseconds(100), BatchSize = 1000, AtOnce = time is null ? 8 : 1 });
        var clock = time ?? TimeProvider.System;
        var dueBy = time is null ? api.Service<IDatabaseClock>() : new VirtualDatabaseClock(time);
        var record = new RecordDelivery(api.Service<DatabaseTransaction>(), quick, dueBy, NullLogger<RecordDelivery>.Instance);
        return new DeliverOutbox(
            api.Service<DatabaseTransaction>(),
            new LeaseDueWork(api.Service<DatabaseTransaction>(), dueBy, api.Service<IHostApplicationLifetime>()),
            api.Service<VoidPayment>(),
            notify,
            record,
            api.Service<PaymentGateways>(),
            api.Service<GatewayBudget>(),
            quick,
            clock,
            api.Service<FaultLog>(),
            NullLogger<DeliverOutbox>.Instance);
    }

    private async Task<Payment> PaidWhenSoldOutAsync()
    {
        var payment = await api.AddCardPaymentAsync(stock: 0);
        return await Apply().ExecuteAsync(payment.Id, new PaymentResult.Succeeded(FreshKey()), TestContext.Current.CancellationToken);
    }

    private async Task DeliverUntilToldAsync(DeliverOutbox deliver, Payment payment, Action? meanwhile = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            meanwhile?.Invoke();
            await deliver.ExecuteAsync(limit.Token);
        }
        while (!await IsToldAsync(payment) && await pace.WaitForNextTickAsync(limit.Token));
    }

    private Task<bool> IsToldAsync(Payment payment) => api.InDatabaseAsync(db => db.Outbox.AnyAsync(
        message => message.Kind == OutboxKind.NotifyCase && message.DoneAt != null
            && db.Cases.Any(opened => opened.Id == message.SubjectId && opened.PaymentId == payment.Id),
        TestContext.Current.CancellationToken));
}
