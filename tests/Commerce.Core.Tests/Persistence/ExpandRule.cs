using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Commerce.Core.Tests.Persistence;

/// <summary>
/// What a migration may do while the release before it goes on running on the schema: add. All else waits for a migration of its own.
/// </summary>
internal static partial class ExpandRule
{
    /// <summary>One sentence for each step that the release before would not survive, or might not.</summary>
    public static IReadOnlyList<string> Breaches(IReadOnlyList<MigrationOperation> operations)
    {
        var made = operations.OfType<CreateTableOperation>().Select(table => table.Name).ToHashSet();
        return [.. operations.Select(operation => Breach(operation, made)).OfType<string>()];
    }

    private static string? Breach(MigrationOperation operation, HashSet<string> made) => operation switch
    {
        CreateTableOperation or InsertDataOperation => null,
        ITableMigrationOperation on when made.Contains(on.Table) => null,
        AddColumnOperation column => ColumnBreach(column),
        AlterColumnOperation column => AlterBreach(column),
        CreateIndexOperation { IsUnique: false } => null,
        CreateIndexOperation index => $"{index.Table}: a unique index may refuse what the release before writes.",
        SqlOperation sql => TakesAway().Match(sql.Sql) is { Success: true } word ? $"SQL with {word.Value}: it may take away." : null,
        _ => $"{operation.GetType().Name}: it takes away, renames or constrains.",
    };

    // The release before names its columns when it inserts, and this one is not among them.
    private static string? ColumnBreach(AddColumnOperation column) =>
        column.IsNullable || column.DefaultValue is not null || column.DefaultValueSql is not null || column.ComputedColumnSql is not null
            ? null
            : $"{column.Table}.{column.Name}: neither nullable nor with a default.";

    private static string? AlterBreach(AlterColumnOperation column) =>
        (column.IsNullable || !column.OldColumn.IsNullable)
            && column.ClrType == column.OldColumn.ClrType
            && (column.MaxLength ?? int.MaxValue) >= (column.OldColumn.MaxLength ?? int.MaxValue)
            && column.Collation == column.OldColumn.Collation
            ? null
            : $"{column.Table}.{column.Name}: it takes less than it did.";

    [GeneratedRegex(@"\b(ALTER|DROP|RENAME|TRUNCATE|DELETE|MODIFY|CHANGE)\b", RegexOptions.IgnoreCase)]
    private static partial Regex TakesAway();
}
