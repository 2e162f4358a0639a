using System.Diagnostics.Metrics;
using Commerce.Core.Persistence;

namespace Commerce.Core.Reconciliation;

/// <summary>What the comparisons tell about themselves: counts only.</summary>
public sealed class BooksTelemetry
{
    private const string Name = "Commerce.Reconciliation";

    private readonly Counter<long> _breaks;
    private readonly Counter<long> _runs;

    public BooksTelemetry(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create(Name);
        _breaks = meter.CreateCounter<long>("reconciliation.breaks", "{break}", "Lines on which our books and the PG's do not agree.");
        _runs = meter.CreateCounter<long>("reconciliation.runs", "{run}", "Comparisons of books, by how they ended.");
    }

    internal void Count(ReconciliationBreak found, string gateway) =>
        _breaks.Add(1, new("gateway", gateway), new("kind", Word(found.Kind)));

    internal void Count(ReconciliationRun run) =>
        _runs.Add(1, new("gateway", run.Gateway), new("kind", Word(run.Kind)), new("status", Word(run.Status)));

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => EnumWordColumn<TEnum>.WordOf(value);
}
