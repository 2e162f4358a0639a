using System.Diagnostics;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.ServiceDefaults.Tests.Telemetry;

/// <summary>Idle is silent: a poll leaves a trace when it found work or failed, and else none.</summary>
[Collection(nameof(TracedHostCollection))]
public sealed class PollSpanTests
{
    [Theory]
    [InlineData("parentbased_always_on")]
    [InlineData("always_on")] // As the AppHost configures it: the sampler does not look at the parent.
    public void A_poll_that_finds_nothing_leaves_no_span(string sampler)
    {
        using var host = new TracedHost(("OTEL_TRACES_SAMPLER", sampler));

        using (PollSpan.Start(host.Own, "do what is due"))
        {
            host.Execute();
        }

        Assert.Empty(host.Exported);
    }

    [Fact]
    public void A_poll_that_found_work_is_one_root_span_with_what_it_did_then()
    {
        using var host = new TracedHost();
        using var request = host.Own.StartActivity("a request that happens to be current");

        using (PollSpan.Start(host.Own, "do what is due"))
        {
            host.Execute("SELECT id FROM work");
            PollSpan.FoundWork(3);
            host.Execute("UPDATE work SET done = 1");
        }

        Assert.Same(request, Activity.Current);
        var (statement, poll) = (host.Exported[0], host.Exported[1]);
        Assert.Equal(("do what is due", default(ActivitySpanId)), (poll.DisplayName, poll.ParentSpanId));
        Assert.NotEqual(request!.TraceId, poll.TraceId);
        Assert.Equal(3, poll.GetTagItem(SpanAttributes.PollFound));
        Assert.Equal(("UPDATE work", poll.SpanId), (statement.DisplayName, statement.ParentSpanId));
        Assert.Equal(2, host.Exported.Count);
    }

    [Fact]
    public void Work_is_found_by_the_poll_that_runs_and_by_nothing_else()
    {
        using var host = new TracedHost();

        PollSpan.FoundWork(1);
        using (host.Own.StartActivity("request"))
        {
            PollSpan.FoundWork(1);
        }

        Assert.Null(Assert.Single(host.Exported).GetTagItem(SpanAttributes.PollFound));
    }

    [Fact]
    public void A_poll_that_failed_says_with_what_kind_of_error_and_repeats_no_message()
    {
        using var host = new TracedHost();

        using (var poll = PollSpan.Start(host.Own, "do what is due"))
        {
            poll.Fail(new TimeoutException("Access denied for user 'commerce'"));
        }

        var span = Assert.Single(host.Exported);
        Assert.Equal((ActivityStatusCode.Error, "System.TimeoutException"), (span.Status, span.GetTagItem("error.type")));
        Assert.Null(span.StatusDescription);
        Assert.Empty(span.Events);
    }

    [Fact]
    public void Who_samples_nothing_gets_nothing()
    {
        using var host = new TracedHost(("OTEL_TRACES_SAMPLER", "always_off"));

        using (PollSpan.Start(host.Own, "do what is due"))
        {
            PollSpan.FoundWork(1);
            host.Execute();
        }

        Assert.Empty(host.Exported);
    }
}
