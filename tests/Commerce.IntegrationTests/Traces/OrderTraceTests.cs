using System.Diagnostics;
using System.Net;
using Commerce.TestHost;
using Commerce.TestHost.Client;

namespace Commerce.IntegrationTests.Traces;

/// <summary>
/// The traces of the real processes tell an order's story: what the customer's request led to is one trace, and what the worker did
/// about the order are traces of their own that lead to it.
/// </summary>
[KeepsInvariants]
public sealed class OrderTraceTests(TracedShop shop) : IClassFixture<TracedShop>
{
    private const long Product = 4;
    private const string Placed = "POST /api/v1/orders/";
    private const string OrderId = "commerce.order.id";
    private const string PaymentId = "commerce.payment.id";
    private const string Key = "commerce.transaction.key";

    [Fact]
    public async Task An_order_is_one_trace_from_the_request_over_the_PG_and_its_callback_to_the_end()
    {
        var orderId = await PlaceInTimeAsync();
        var order = await shop.EndOfAsync(orderId);
        var callback = await shop.SpanAsync("POST /api/v1/payments/callback", orderId);
        await TracedShop.UntilAsync(
            shop.Spans, span => span.Name == "send callback" && span.TraceId == callback.TraceId, "end of the sending");

        var trace = shop.Spans().Where(span => span.TraceId == callback.TraceId).ToList();

        var first = Assert.Single(trace, span => span.Parent.Length == 0);
        Assert.Equal((StackResources.Api, Placed, SpanKind.Server), (first.Service, first.Name, first.Kind));
        Assert.All(trace.Except([first]), span => Assert.Contains(trace, other => other.SpanId == span.Parent));
        Assert.Equal(
            [
                $"commerce-api {Placed}", "commerce-api request payment", "pg-simulator POST /api/v1/payments/",
                "pg-simulator send callback", "commerce-api POST /api/v1/payments/callback",
                "commerce-api apply callback",
            ],
            OtlpSpan.Chain(trace, trace.Single(span => span.Name == "apply callback")));
        Assert.Equal("pg-simulator POST /api/v1/payments/", OtlpSpan.Chain(trace, trace.Single(span => span.Name == "conclude payment"))
            .ElementAt(2));
        foreach (var span in trace.Where(IsOurs))
        {
            Assert.Equal(($"{orderId}", $"{order.Payment.Id}"), (span[OrderId], span[PaymentId]));
        }

        var key = order.Payment.TransactionKey;
        Assert.All(trace.Where(span => span.Service == StackResources.PgSimulator && span.Kind is not SpanKind.Client), span =>
            Assert.Equal(key, span[Key]));
        var settled = Assert.Single(trace, span => span["commerce.order.status"] == "COMPLETED");
        Assert.Equal(
            ("apply payment result", "Succeeded", "SUCCESS"), // On a slow machine the worker's look may have been quicker to move it.
            (settled.Name, settled["commerce.payment.result"], settled["commerce.payment.status"]));
        Assert.Equal(key, first[Key]);
    }

    // A cold PG may take longer on a busy machine than it is given, and then the request ends without its key.
    private async Task<long> PlaceInTimeAsync()
    {
        OrderAnswer placed;
        do
        {
            placed = (await shop.SendOrderAsync(Shop.CardOrder(Product, 1, Cards.Approved))).Order;
        }
        while (placed.Payment.TransactionKey is null);

        return placed.Id;
    }

    [Fact]
    public async Task Orders_of_a_command_begin_a_trace_each_and_its_looks_at_them_leave_none()
    {
        using var dashboard = new Activity("request of the dashboard").Start(); // Nobody records it.
        var before = shop.Spans().Count;

        await shop.PlaceByCommandAsync(3, Cards.Approved);

        var placed = await TracedShop.UntilAsync<List<OtlpSpan>>(
            () => [shop.Spans().Skip(before).Where(span => span.Name == Placed).ToList()], orders => orders.Count == 3, "command's orders");
        Assert.All(placed, order => Assert.Equal((StackResources.Api, ""), (order.Service, order.Parent)));
        Assert.Equal(3, placed.Select(order => order.TraceId).Append($"{dashboard.TraceId}").Distinct().Count() - 1);
        var orders = placed.Select(order => order[OrderId]).ToHashSet(); // What others have read may come in late.
        Assert.DoesNotContain(shop.Spans().Skip(before), span => span.Name.StartsWith("GET ", StringComparison.Ordinal)
            && span.Service == StackResources.Api && orders.Contains(span[OrderId]));
    }

    [Fact]
    public async Task A_look_of_the_worker_is_a_trace_of_its_own_that_leads_to_the_orders()
    {
        var orderId = await shop.PlaceAsync(Product, 1, Cards.CallbackLost);
        await shop.EndOfAsync(orderId);
        var settled = await TracedShop.UntilAsync(
            shop.Spans, span => span[OrderId] == $"{orderId}" && span["commerce.order.status"] == "COMPLETED", "settling span");

        var look = await TracedShop.UntilAsync(shop.Spans, span => span.TraceId == settled.TraceId && span.Parent.Length == 0, "look");

        await AssertLeadsToOrderAsync(look, "look up payment", orderId);
        Assert.Contains(shop.Spans(), span => span.TraceId == look.TraceId && span.Service == StackResources.PgSimulator);
        var poll = await TracedShop.UntilAsync(shop.Spans, span => span.Name == "look up due payments", "poll");
        Assert.Equal("", poll.Parent);
        Assert.Contains(shop.Spans(), span => span.Parent == poll.SpanId && IsStatement(span));
        await TracedShop.UntilAsync(
            shop.LogLines,
            line => line.TraceId == look.TraceId
                && line.Text.StartsWith($"Order {orderId}, ", StringComparison.Ordinal)
                && line.Text.Contains("looked", StringComparison.Ordinal),
            $"line of the look {look.TraceId}");
    }

    [Fact]
    public async Task A_void_is_a_trace_of_its_own_that_leads_to_the_cancel_and_to_the_order()
    {
        var orderId = await shop.PlaceAsync(Product, 1, Cards.Approved);
        await shop.EndOfAsync(orderId);
        Assert.Equal(HttpStatusCode.Accepted, (await shop.CancelAsync(orderId)).Status);
        await shop.UntilAsync(orderId, order => order.Status == "CANCELLED");

        var done = await shop.SpanAsync("void payment", orderId);

        await AssertLeadsToOrderAsync(done, "void payment", orderId);
        var cancel = await shop.SpanAsync("POST /api/v1/orders/{orderId:long}/cancel", orderId);
        Assert.Contains(cancel.TraceId, done.Links);
        Assert.Equal(
            (SpanKind.Consumer, "mysql", "outbox", "process", "void payment"),
            (
                done.Kind, done["messaging.system"], done["messaging.destination.name"], done["messaging.operation.type"],
                done["messaging.operation.name"]));
    }

    [Fact]
    public async Task A_case_is_opened_in_the_trace_that_came_upon_it_and_notified_in_one_that_leads_to_the_order()
    {
        var order = await shop.SoldOutMeanwhileAsync(Shop.CardOrder(Product, 1, Cards.CallbackLost), Product);
        var orderId = order.Id;

        var opened = await shop.SpanAsync("open case", orderId);
        var notified = await shop.SpanAsync("notify case", orderId);

        Assert.Equal("StockShort", opened["commerce.case.reason"]);
        Assert.Equal(opened["commerce.case.id"], notified["commerce.case.id"]);
        await AssertLeadsToOrderAsync(notified, "notify case", orderId);
        Assert.Contains(opened.TraceId, notified.Links);
    }

    [Fact]
    public async Task A_sweep_shows_for_each_order_that_it_takes_up()
    {
        await using var faults = await shop.WithFaultsAsync(new { processDelayMinMs = 9_000, processDelayMaxMs = 9_000 });
        var orderId = await shop.PlaceAsync(Product, 1, Cards.Ordinary);

        var swept = await shop.SpanAsync("sweep stale order", orderId);

        await AssertLeadsToOrderAsync(swept, "sweep stale order", orderId);
        await shop.EndOfAsync(orderId);
    }

    [Fact]
    public void While_nobody_orders_no_process_leaves_a_span() =>
        Assert.True(shop.WhileIdle.Count == 0, string.Join('\n', shop.WhileIdle));

    [Fact]
    public void A_start_leaves_no_more_than_one_trace_a_piece_of_work()
    {
        string[] expected = ["migrate database", "compare daily books"];

        var first = shop.AtStart.Where(span => span.Parent.Length == 0).Select(span => span.Name).Distinct().Order();

        Assert.Equal(expected.Order(), first);
    }

    [Fact]
    public async Task Every_span_says_where_it_comes_from_in_the_words_of_the_conventions_and_no_span_tells_an_account()
    {
        var orderId = await shop.PlaceAsync(Product, 1, Cards.Approved);
        await shop.EndOfAsync(orderId);
        Assert.NotEqual("0", (await shop.SpanAsync("apply callback", orderId))["messaging.message.id"]);

        var spans = shop.Spans();

        Assert.All(spans, span => Assert.Matches(@"^\d+\.\d+\.\d+", span.Resource["service.version"]));
        Assert.All(spans, span => Assert.Equal("development", span.Resource["deployment.environment.name"]));
        // USE is what chooses the database.
        Assert.All(spans.Where(span => span["db.query.text"] is not null && span.Name != "USE"), statement =>
        {
            Assert.Equal("mysql", statement["db.system.name"]);
            Assert.Equal(statement.Name, statement["db.query.summary"]);
            Assert.Equal(statement.Service == StackResources.PgSimulator ? "paymentgateway" : "commerce", statement["db.namespace"]);
            Assert.Equal("127.0.0.1", statement["server.address"]);
        });
        Assert.DoesNotContain(
            spans.SelectMany(span => span.Attributes.Keys), name => name is "db.user" or "db.connection_string" or "db.statement");
        Assert.DoesNotContain(spans.SelectMany(span => span.Attributes.Values), text =>
            text.Contains("user id=", StringComparison.OrdinalIgnoreCase) || text.Contains("password", StringComparison.OrdinalIgnoreCase));
    }

    private async Task AssertLeadsToOrderAsync(OtlpSpan span, string name, long orderId)
    {
        var placed = await shop.SpanAsync(Placed, orderId);
        Assert.Equal((StackResources.Worker, name, ""), (span.Service, span.Name, span.Parent));
        Assert.Equal((placed[OrderId], placed[PaymentId]), (span[OrderId], span[PaymentId]));
        Assert.Contains(placed.TraceId, span.Links);
    }

    private static bool IsOurs(OtlpSpan span) =>
        span.Source.StartsWith("Commerce.Core", StringComparison.Ordinal)
            || (span.Service != StackResources.PgSimulator && span.Kind == SpanKind.Server);

    private static bool IsStatement(OtlpSpan span) => span.Source == "MySqlConnector";
}
