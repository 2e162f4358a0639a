using System.Diagnostics;

namespace Commerce.ServiceDefaults.Tests.Telemetry;

/// <summary>
/// An exception repeats what a stranger sent; a card number in it leaves the process neither in a span nor in a log record (I15).
/// </summary>
[Collection(nameof(TracedHostCollection))]
public sealed class MaskTests
{
    private const string Card = "4242-4242-4242-4242";
    private const string Masked = "****-****-****-4242";

    [Fact]
    public void An_exception_that_a_span_records_is_masked_in_its_message_and_its_stack()
    {
        using var host = new TracedHost();

        using (var span = host.Own.StartActivity("request"))
        {
            span!.AddException(new InvalidOperationException($"Duplicate entry '{Card}' for key 'x'"));
        }

        var told = Assert.Single(Assert.Single(host.Exported).Events);
        var tags = told.Tags.ToDictionary(tag => tag.Key, tag => (string)tag.Value!);
        Assert.Equal($"Duplicate entry '{Masked}' for key 'x'", tags["exception.message"]);
        Assert.DoesNotContain(tags.Values, text => text.Contains(Card, StringComparison.Ordinal));
    }

    [Fact]
    public void An_event_by_another_name_and_a_link_are_masked_too()
    {
        using var host = new TracedHost();
        ActivityTagsCollection tags = [new("note", $"paid by {Card}"), new("count", 3)];

        using (var span = host.Own.StartActivity("request"))
        {
            span!.AddEvent(new ActivityEvent("retry", tags: tags));
            span.AddLink(
                new ActivityLink(new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), default), tags));
        }

        var exported = Assert.Single(host.Exported);
        KeyValuePair<string, object?>[] expected = [new("note", $"paid by {Masked}"), new("count", 3)];
        Assert.Equal(expected, Assert.Single(exported.Events).Tags);
        Assert.Equal(expected, Assert.Single(exported.Links).Tags!);
    }

    [Fact]
    public void An_exception_in_a_log_record_is_masked_with_those_inside_it()
    {
        using var host = new TracedHost();

        host.Log(new InvalidOperationException("outer", new FormatException($"no number: {Card}")), $"{Card} failed");

        var (message, exception) = Assert.Single(host.Logged);
        Assert.Equal($"{Masked} failed", message);
        Assert.Contains(Masked, exception, StringComparison.Ordinal);
        Assert.DoesNotContain(Card, exception, StringComparison.Ordinal);
    }
}
