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
}
