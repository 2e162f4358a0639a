using System.Diagnostics;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Callbacks;

public sealed class TraceTests(GoodDaySimulator pg)
{
    [Fact]
    public async Task A_callback_belongs_to_the_trace_of_its_request()
    {
        using var merchant = new Activity("checkout") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();

        var order = await pg.PayAsync();

        var callback = await pg.Merchant.NextAsync(order.OrderId);
        Assert.StartsWith($"00-{merchant.TraceId}-", callback.Headers["traceparent"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_done_about_a_payment_later_belongs_to_the_trace_of_its_request_and_names_the_payment()
    {
        using var spans = new Spans();
        using var merchant = new Activity("checkout") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();

        var order = await pg.PayAsync();

        var done = await Until.TrueAsync(() => Task.FromResult(spans.Of(merchant.TraceId)), ended => ended.Count == 2);
        Assert.Equal(["conclude payment", "send callback"], done.Select(span => span.DisplayName));
        Assert.All(done, span => Assert.Equal(order.TransactionKey, span.GetTagItem("commerce.transaction.key")));
        Assert.All(done, span => Assert.Equal(order.OrderId, span.GetTagItem("commerce.pg.order.id")));
        Assert.All(done, span => Assert.NotEqual(merchant.TraceId, Assert.Single(span.Links).Context.TraceId)); // The batch that it was in.
        Assert.Equal("SUCCESS", done[0].GetTagItem("commerce.payment.status"));
    }
}
