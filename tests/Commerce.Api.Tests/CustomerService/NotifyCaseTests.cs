using Commerce.Api.Tests.Hosting;
using Commerce.Core.CustomerService;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.Outbox;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace Commerce.Api.Tests.CustomerService;

/// <summary>Customer service hears of each case once, however long it takes to reach it, and never of a card.</summary>
public sealed class NotifyCaseTests(RunningApi api)
{
    private const string CardNo = "4242-4242-4242-4242";
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
            $"[StockShort] order {payment.OrderId}, payment {payment.Id}: The payment succeeded when the stock was gone. The money goes back.",
            (string?)message["text"]));
        Assert.All(told, message => Assert.Equal(["text"], message.AsObject().Select(member => member.Key)));
    }

    [Fact]
    public async Task A_late_capture_is_told_too_and_nothing_of_the_card()
    {
        await using var desk = await WebhookReceiver.StartAsync();
        var payment = await SavedAsync(stock: 5);
        await Apply().ExecuteAsync(payment.Id, new PaymentResult.Failed("refused", Certain: false), TestContext.Current.CancellationToken);
        await Apply().ExecuteAsync(payment.Id, new PaymentResult.Succeeded(FreshKey()), TestContext.Current.CancellationToken);

        await DeliverUntilToldAsync(Delivery(desk.Address), payment);

        var told = (string?)Assert.Single(desk.Received, message => IsAbout(message, payment))["text"];
        Assert.StartsWith($"[LateCapture] order {payment.OrderId}, payment {payment.Id}: ", told, StringComparison.Ordinal);
        Assert.DoesNotContain("4242", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_webhook_a_log_line_tells_it()
    {
        var payment = await PaidWhenSoldOutAsync();

        await DeliverUntilToldAsync(Delivery(null), payment);

        var line = Assert.Single(_log.Collector.GetSnapshot(), record => record.Message.Contains($"payment {payment.Id}:", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.Contains($"(StockShort), order {payment.OrderId}, payment {payment.Id}: The payment succeeded", line.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4242", line.Message, StringComparison.Ordinal);
    }

    private static bool IsAbout(System.Text.Json.Nodes.JsonNode message, Payment payment) =>
        ((string?)message["text"])!.Contains($"order {payment.OrderId}, payment {payment.Id}:", StringComparison.Ordinal);

    private static TransactionKey FreshKey() => new($"20260101:TR:{Guid.NewGuid():N}");

    private ApplyPaymentResult Apply() => api.Service<ApplyPaymentResult>();

    // The parts that a worker runs, with the desk of this test.
    private DeliverOutbox Delivery(Uri? webhook)
    {
        var desk = Options.Create(new CustomerServiceOptions { WebhookUrl = webhook });
        var notify = new NotifyCase(api.Service<IDbContextFactory<CommerceDbContext>>(), api.Service<IHttpClientFactory>(), desk, _log);
        var quick = Options.Create(new OutboxOptions { FirstGap = TimeSpan.FromMilliseconds(100), BatchSize = 1000 });
        return new DeliverOutbox(
            api.Service<DatabaseTransaction>(), api.Service<VoidPayment>(), notify, quick, TimeProvider.System, NullLogger<DeliverOutbox>.Instance);
    }

    private async Task<Payment> PaidWhenSoldOutAsync()
    {
        var payment = await SavedAsync(stock: 0);
        return await Apply().ExecuteAsync(payment.Id, new PaymentResult.Succeeded(FreshKey()), TestContext.Current.CancellationToken);
    }

    private async Task<Payment> SavedAsync(int stock)
    {
        var member = await api.AddMemberAsync();
        var productId = await api.AddProductAsync(stock: stock);
        return await api.InDatabaseAsync(async db =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var order = Order.Place(new OrderDraft(new MemberId(member), [new PricedLine(productId, "Thing", 1, 1_000)], null, 0, 0), now);
            db.Orders.Add(order);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            var payment = Payment.ByCard(order.Id, order.CardAmount, Card.Parse("KB", CardNo), "simulator", now, now.AddHours(1));
            db.Payments.Add(payment);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            return payment;
        });
    }

    private async Task DeliverUntilToldAsync(DeliverOutbox deliver, Payment payment)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            await deliver.ExecuteAsync(limit.Token);
        }
        while (!await IsToldAsync(payment) && await pace.WaitForNextTickAsync(limit.Token));
    }

    private Task<bool> IsToldAsync(Payment payment) => api.InDatabaseAsync(db => db.Outbox.AnyAsync(
        message => message.Kind == OutboxKind.NotifyCase && message.DoneAt != null
            && db.Cases.Any(opened => opened.Id == message.SubjectId && opened.PaymentId == payment.Id),
        TestContext.Current.CancellationToken));
}
