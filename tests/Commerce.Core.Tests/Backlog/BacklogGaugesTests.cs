using System.Diagnostics.Metrics;
using Commerce.Core.Backlog;
using Commerce.Core.Outbox;
using Commerce.Core.Payments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.Core.Tests.Backlog;

/// <summary>What the gauges of the backlog say, and when they say nothing.</summary>
public sealed class BacklogGaugesTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly BacklogGauges _gauges;

    public BacklogGaugesTests() =>
        _gauges = new BacklogGauges(Meters, Options.Create(new BacklogOptions { RefreshInterval = Interval }), _time);

    private IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Before_the_first_reading_nothing_is_said() => Assert.Empty(Read<long>("commerce.inbox.depth"));

    [Fact]
    public void Counts_have_every_kind_so_that_nothing_is_a_zero_and_not_a_gap()
    {
        var figures = new BacklogFigures { ReadAt = _time.GetUtcNow(), Inbox = new WaitingFigure(3, _time.GetUtcNow()) };
        figures.Outbox[OutboxKind.VoidPayment] = new WaitingFigure(2, _time.GetUtcNow());

        _gauges.Set(figures);

        Assert.Equal([("", 3L)], Read<long>("commerce.inbox.depth"));
        Assert.Equal([("VOID_PAYMENT", 2L), ("NOTIFY_CASE", 0L)], Read<long>("commerce.outbox.depth"));
        Assert.Equal([("PENDING", 0L), ("TIMEOUT", 0L)], Read<long>("commerce.payments.open"));
    }

    [Fact]
    public void Ages_are_those_of_the_moment_and_0_while_nothing_waits()
    {
        var figures = new BacklogFigures { ReadAt = _time.GetUtcNow() };
        figures.Payments[PaymentStatus.Pending] = new WaitingFigure(1, _time.GetUtcNow() - TimeSpan.FromSeconds(60));
        figures.Payments[PaymentStatus.Timeout] = new WaitingFigure(1, _time.GetUtcNow() - TimeSpan.FromSeconds(90));

        _gauges.Set(figures);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([("", 95d)], Read<double>("commerce.payments.oldest_open_age"));
        Assert.Equal([("", 0d)], Read<double>("commerce.inbox.oldest_age"));
    }

    [Fact]
    public void Ages_go_by_the_clock_of_the_database_whatever_our_own_says()
    {
        var readAt = _time.GetUtcNow() + TimeSpan.FromMinutes(8);
        var figures = new BacklogFigures { ReadAt = readAt, Inbox = new WaitingFigure(1, readAt - TimeSpan.FromSeconds(60)) };

        _gauges.Set(figures);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([("", 65d)], Read<double>("commerce.inbox.oldest_age"));
    }

    [Theory]
    [InlineData("commerce.inbox.depth")]
    [InlineData("commerce.outbox.depth")]
    [InlineData("commerce.cases.open")]
    [InlineData("commerce.books.breaks")]
    public void What_could_not_be_read_has_no_value(string gauge)
    {
        _gauges.Set(Figures());
        Assert.NotEmpty(Read<long>(gauge));

        _gauges.Set(null);

        Assert.Empty(Read<long>(gauge));
    }

    [Theory]
    [InlineData("commerce.payments.oldest_open_age")]
    [InlineData("commerce.outbox.oldest_age")]
    [InlineData("commerce.books.age")]
    public void What_was_not_renewed_for_three_intervals_has_no_value_either(string gauge)
    {
        _gauges.Set(Figures());
        _time.Advance(Interval * 3);
        Assert.NotEmpty(Read<double>(gauge));

        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Empty(Read<double>(gauge));
    }

    private BacklogFigures Figures()
    {
        var figures = new BacklogFigures { ReadAt = _time.GetUtcNow() };
        figures.Books["simulator"] = new BooksFigure(1, _time.GetUtcNow());
        return figures;
    }

    private List<(string Tag, T Value)> Read<T>(string gauge)
        where T : struct
    {
        using var collector = new MetricCollector<T>(Meters, BacklogGauges.Name, gauge);
        collector.RecordObservableInstruments();
        return [.. collector.GetMeasurementSnapshot().Select(m => ((string?)m.Tags.Values.SingleOrDefault() ?? string.Empty, m.Value))];
    }
}
