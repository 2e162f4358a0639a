namespace Commerce.TestHost.Invariants;

/// <summary>A rule that holds whatever fails, as a query for its breaches: no row means that it holds.</summary>
/// <param name="Name">The rule's number and words.</param>
/// <param name="Sql">Selects one column, a sentence for each breach.</param>
/// <param name="HoldsAlways">At every committed state of our own database, not only when all is quiet.</param>
/// <param name="IsOverTables">
/// The SQL selects queries instead, one for each part of what there is in the databases; their rows are the breaches.
/// </param>
public sealed record Invariant(string Name, string Sql, bool HoldsAlways = false, bool IsOverTables = false);
