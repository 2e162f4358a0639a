using System.Diagnostics;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.ServiceDefaults.Tests.Telemetry;

/// <summary>What is done later is a trace of its own that leads to the one that caused it.</summary>
[Collection(nameof(TracedHostCollection))]
public sealed class LinkTests
{
    private const string Stored = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void A_root_span_has_no_parent_and_leads_to_its_causes()
    {
        using var host = new TracedHost();
        using var request = host.Own.StartActivity("request");

        using (var root = RootSpan.Start(host.Own, "void payment", ActivityKind.Consumer, Stored, null, Stored, "no trace parent"))
        {
            root.Span.LinkTo(root.Span!.Id);
        }

        Assert.Same(request, Activity.Current);
        var work = Assert.Single(host.Exported);
        Assert.Equal(default, work.ParentSpanId);
        Assert.NotEqual(request!.TraceId, work.TraceId);
        Assert.Equal([Stored], work.Links.Select(link => $"00-{link.Context.TraceId}-{link.Context.SpanId}-01"));
    }

    [Fact]
    public void The_current_place_is_stored_as_the_header_writes_it()
    {
        using var host = new TracedHost();
        Assert.Null(TraceLink.Current);

        using var span = host.Own.StartActivity("request");

        Assert.Equal($"00-{span!.TraceId}-{span.SpanId}-01", TraceLink.Current);
        Assert.Equal(TraceLink.Length, TraceLink.Current!.Length);
    }

    [Fact]
    public void An_id_of_the_old_form_which_a_stranger_may_make_as_long_as_he_likes_is_not_stored()
    {
        using var span = new Activity("request").SetIdFormat(ActivityIdFormat.Hierarchical).SetParentId($"|{new string('x', 1_000)}.")
            .Start();

        Assert.Null(TraceLink.Current);
    }
}
