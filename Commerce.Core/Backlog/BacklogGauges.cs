using System.Diagnostics.Metrics;
using Commerce.Core.CustomerService;
using Commerce.Core.Outbox;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Backlog;

/// <summary>
/// What is waiting, as it was last read. While the database cannot be read there is no value: a gauge that keeps saying what was
/// true before an outage hides it. Ages are those at the moment of being asked.
/// </summary>
public sealed class BacklogGauges
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Commerce.Backlog";

    private const int IntervalsUntilStale = 3;

    private static readonly PaymentStatus[] OpenStates = [PaymentStatus.Pending, PaymentStatus.Timeout];

    private readonly TimeProvider _time;
    private readonly TimeSpan _staleAfter;
    private volatile Reading? _last;

    public BacklogGauges(IMeterFactory meterFactory, IOptions<BacklogOptions> options, TimeProvider time)
    {
        (_time, _staleAfter) = (time, options.Value.RefreshInterval * IntervalsUntilStale);
        var meter = meterFactory.Create(Name);
        meter.CreateObservableGauge(
            "commerce.payments.open", () => Counts(f => f.Payments, OpenStates, "commerce.payment.state"), "{payment}",
            "Payments that have neither succeeded nor failed, by state.");
        meter.CreateObservableGauge(
            "commerce.payments.oldest_open_age", () => Age(f => Oldest(f.Payments.Values)), "s",
            "Age of the oldest open payment; 0 when there is none.");
        meter.CreateObservableGauge(
            "commerce.inbox.depth", InboxDepth, "{callback}", "Callbacks that are not handled yet.");
        meter.CreateObservableGauge(
            "commerce.inbox.oldest_age", () => Age(f => f.Inbox.Oldest), "s", "Age of the oldest of them; 0 when there is none.");
        meter.CreateObservableGauge(
            "commerce.outbox.depth", () => Counts(f => f.Outbox, Enum.GetValues<OutboxKind>(), "commerce.outbox.kind"), "{message}",
            "Voids and notifications that are not done yet, by kind.");
        meter.CreateObservableGauge(
            "commerce.outbox.oldest_age", () => Age(f => Oldest(f.Outbox.Values)), "s", "Age of the oldest of them; 0 when there is none.");
        meter.CreateObservableGauge(
            "commerce.cases.open", () => Counts(f => f.Cases, Enum.GetValues<CaseReason>(), "commerce.case.reason"), "{case}",
            "Customer-service cases that are not resolved, by reason.");
        meter.CreateObservableGauge(
            "commerce.books.breaks", () => Books((_, books) => books.Breaks), "{break}",
            "Breaks in the latest comparison of each day of the last week, by gateway; nothing before the first comparison.");
        meter.CreateObservableGauge(
            "commerce.books.age", () => Books((reading, books) => Seconds(reading, books.ComparedAt)), "s",
            "Time since a gateway's books were last compared to the end; nothing before the first comparison.");
    }

    /// <param name="figures">Null: they could not be read.</param>
    public void Set(BacklogFigures? figures) => _last = figures is null ? null : new Reading(figures, _time.GetTimestamp());

    private Reading? Current() => _last is { } last && _time.GetElapsedTime(last.At) <= _staleAfter ? last : null;

    private IEnumerable<Measurement<long>> Counts<TKey>(Func<BacklogFigures, Dictionary<TKey, WaitingFigure>> part, TKey[] keys, string tag)
        where TKey : struct, Enum => Current() is { Figures: var figures }
        ? keys.Select(key => new Measurement<long>(
            part(figures).GetValueOrDefault(key).Count, new KeyValuePair<string, object?>(tag, EnumNameColumn<TKey>.NameOf(key))))
        : [];

    private IEnumerable<Measurement<long>> InboxDepth() => Current() is { Figures: var figures }
        ? [new Measurement<long>(figures.Inbox.Count)]
        : [];

    private IEnumerable<Measurement<double>> Age(Func<BacklogFigures, DateTimeOffset?> oldest) =>
        Current() is { } reading ? [new Measurement<double>(oldest(reading.Figures) is { } at ? Seconds(reading, at) : 0)] : [];

    private IEnumerable<Measurement<T>> Books<T>(Func<Reading, BooksFigure, T> measure)
        where T : struct => Current() is { } reading
        ? reading.Figures.Books.Select(books => new Measurement<T>(
            measure(reading, books.Value), new KeyValuePair<string, object?>("commerce.gateway", books.Key)))
        : [];

    private static DateTimeOffset? Oldest(IEnumerable<WaitingFigure> figures) => figures.Min(figure => figure.Oldest);

    // Our own clock only tells how long ago the reading was: what time it is, the database does.
    private double Seconds(Reading reading, DateTimeOffset since) =>
        Math.Max(0, (reading.Figures.ReadAt + _time.GetElapsedTime(reading.At) - since).TotalSeconds);

    private sealed record Reading(BacklogFigures Figures, long At);
}
