namespace Commerce.PgSimulator.Retention;

/// <summary>Rows of a feature that are kept for a time only.</summary>
/// <param name="Sql">Deletes the oldest <c>@Batch</c> of those from before <c>@before</c>.</param>
/// <param name="Kept">For how long they are kept.</param>
internal sealed record ExpiredRows(string Sql, Func<RetentionOptions, TimeSpan> Kept);
