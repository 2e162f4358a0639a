using System.Diagnostics;
using System.Net;
using Commerce.Api.Tests.Hosting;
using Commerce.Api.Tests.Orders;
using Commerce.Core.Callbacks;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Traces;

/// <summary>A callback that could not be used at once is taken up in a trace of its own, which leads to that of the callback.</summary>
[Collection(CardOrders.Collection)]
public sealed class RetriedCallbackTraceTests(RunningApi api)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waited_in_the_inbox_leads_back_to_its_request()
    {
        var key = $"20250816:TR:{Stage.FreshMemberId()}";
        using var spans = new EndedSpans("Commerce.Core");
        using var pg = new Activity("callback of the PG") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        var answer = await api.PostAsync(
            "/payments/callback", body: new { transactionKey = key, orderId = "ORDER999999", amount = 1_000, status = "SUCCESS" });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        await MakeDueAsync(key);

        // Another test may have taken it at the same moment, or filled the batch.
        for (var attempt = 0; attempt < 200 && !Retries().Any(); attempt++)
        {
            await api.Service<RetryCallbacks>().ExecuteAsync(_ct);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, _ct);
        }

        Assert.Same(pg, Activity.Current);
        var retry = Assert.Single(Retries());
        Assert.Equal(default, retry.ParentSpanId);
        var apply = Assert.Single(spans.Of(retry.TraceId), span => span.ParentSpanId == retry.SpanId);
        Assert.Equal(
            ("apply callback", ActivityKind.Consumer, "Unmatched", key, "callback_inbox"),
            (
                apply.DisplayName, apply.Kind, apply.GetTagItem("commerce.callback.state"), apply.GetTagItem("commerce.transaction.key"),
                apply.GetTagItem("messaging.destination.name")));
        await api.InDatabaseAsync(db => db.Callbacks.Where(c => c.TransactionKey == key).ExecuteDeleteAsync(_ct));

        IEnumerable<Activity> Retries() =>
            spans.All.Where(span => span.DisplayName == "retry callback" && span.Links.Any(link => link.Context.TraceId == pg.TraceId));
    }

    private Task<int> MakeDueAsync(string key) => api.InDatabaseAsync(db => db.Callbacks.Where(c => c.TransactionKey == key)
        .ExecuteUpdateAsync(set => set.SetProperty(c => c.NextTryAt, TimeProvider.System.GetUtcNow().AddDays(-1)), _ct));
}
