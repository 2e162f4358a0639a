namespace Commerce.PgSimulator.Storage;

/// <summary>Tables that a feature brings beside those of <see cref="Schema"/>: its statements change nothing where they are.</summary>
internal sealed record SchemaPart(string Sql);
