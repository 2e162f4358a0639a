using System.Diagnostics.Metrics;
using Commerce.Core.Persistence;
using Commerce.ServiceDefaults.Telemetry;

namespace Commerce.Core.Reconciliation;

/// <summary>What the comparisons tell about themselves: counts only.</summary>
public sealed class ReconciliationTelemetry
{
    private const string Name = "Commerce.Reconciliation";
    private const string GatewayTag = "commerce.gateway";

    private readonly Counter<long> _breaks;
    private readonly Counter<long> _runs;

    public ReconciliationTelemetry(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create(Name);
        _breaks = meter.CreateCounter<long>(
            "commerce.books.breaks_found", "{break}", "Lines on which our books and the PG's did not agree, each time they were compared.");
        _runs = meter.CreateCounter<long>("commerce.books.runs", "{run}", "Comparisons of books, by how they ended.");
    }

    internal void Count(ReconciliationBreak found, string gateway) =>
        _breaks.Add(1, new(GatewayTag, gateway), new(SpanAttributes.BreakKind, NameOf(found.Kind)));

    internal void Count(ReconciliationRun run) => _runs.Add(
        1,
        new(GatewayTag, run.Gateway),
        new("commerce.books.run.kind", NameOf(run.Kind)),
        new("commerce.books.run.status", NameOf(run.Status)));

    private static string NameOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => EnumNameColumn<TEnum>.NameOf(value);
}
