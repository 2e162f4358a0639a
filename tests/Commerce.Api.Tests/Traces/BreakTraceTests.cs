using System.Diagnostics;
using System.Net;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Api.Tests.Payments;
using Commerce.Api.Tests.Reconciliations;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Payments;
using Commerce.TestHost.Client;

namespace Commerce.Api.Tests.Traces;

/// <summary>A whole day's books lead to no order's trace; each line on which they do not agree leads to its own.</summary>
[Collection(CardOrders.Collection)]
public sealed class BreakTraceTests(RunningApi api)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_break_leads_to_the_orders_trace()
    {
        using var spans = new EndedSpans("Commerce.Core");
        using var order = new Activity("order") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        var payment = await api.AddCardPaymentAsync(stock: 5);
        order.Stop();
        var key = $"break-{payment.Id}";
        await api.Service<ApplyPaymentResult>().ExecuteAsync(payment.Id, new PaymentResult.Succeeded(new TransactionKey(key)), _ct);
        // One by its payment, one by its order alone, and one of somebody else.
        var name = $"ORDER{payment.OrderId:D6}";
        api.PgBooksAre(PgBooks.Of(
            PgBooks.Line(key, name, amount: payment.Amount + 1), PgBooks.Line($"{key}-again", name), PgBooks.Line($"{key}-other")));

        using var test = new Activity("books") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        var run = (await api.OperatorAsync(HttpMethod.Post, "/reconciliations", """{"date":"2025-08-16"}"""))
            .Data<ReconciliationAnswer>(HttpStatusCode.Created);
        api.PgBooksAre(PgBooks.Of());

        var compare = Assert.Single(
            spans.All, span => span.DisplayName == "compare books" && Equals(span.GetTagItem("commerce.books.run.id"), run.Id));
        Assert.Null(compare.GetTagItem("commerce.order.id"));
        Assert.Empty(compare.Links);
        var breaks = spans.All.Where(span => span.DisplayName == "book break" && span.ParentSpanId == compare.SpanId).ToList();
        Assert.Equal(run.Breaks!.Count, breaks.Count);
        AssertBreak(key, (payment.OrderId, payment.Id, "AMOUNT_DIFFERS"), order.TraceId);
        AssertBreak($"{key}-again", (payment.OrderId, null, "DUPLICATE"), order.TraceId);
        AssertBreak($"{key}-other", (null, null, "MISSING_HERE"));

        void AssertBreak(string ofKey, (object? OrderId, object? PaymentId, string Kind) expected, params ActivityTraceId[] links)
        {
            var span = Assert.Single(breaks, b => Equals(b.GetTagItem("commerce.transaction.key"), ofKey));
            Assert.Equal(expected, (
                span.GetTagItem("commerce.order.id"), span.GetTagItem("commerce.payment.id"), span.GetTagItem("commerce.break.kind")));
            Assert.Equal(links, span.Links.Select(link => link.Context.TraceId));
        }
    }
}
