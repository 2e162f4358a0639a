using System.Reflection;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Commerce.Core.Tests.Persistence;

/// <summary>The release before runs on the schema of this one, so that one can be taken for the other without a stop, and back.</summary>
public sealed class ExpandRuleTests
{
    private const string Provider = "Pomelo.EntityFrameworkCore.MySql";

    /// <summary>The last migration of the time before the rule. What came until then was never run beside its release before.</summary>
    private const string Baseline = "20261127012614_ListIndexes";

    public static TheoryData<string, MigrationOperation, bool> Steps => new()
    {
        { "a column that may be null", new AddColumnOperation { Table = "t", Name = "c", IsNullable = true }, true },
        { "a column with a default", new AddColumnOperation { Table = "t", Name = "c", DefaultValue = 0 }, true },
        { "a column without either", new AddColumnOperation { Table = "t", Name = "c" }, false },
        { "a column less", new DropColumnOperation { Table = "t", Name = "c" }, false },
        { "a column's new name", new RenameColumnOperation { Table = "t", Name = "c", NewName = "d" }, false },
        { "a table's new name", new RenameTableOperation { Name = "t", NewName = "u" }, false },
        { "a longer text", Altered(length: 20, before: 10), true },
        { "a shorter text", Altered(length: 10, before: 20), false },
        { "a text that may be null", Altered(nullable: true), true },
        { "a text that may be null no more", Altered(before: 10, wasNullable: true), false },
        { "an index", new CreateIndexOperation { Table = "t", Name = "i", Columns = ["c"] }, true },
        { "a unique index", new CreateIndexOperation { Table = "t", Name = "i", Columns = ["c"], IsUnique = true }, false },
        { "an index less", new DropIndexOperation { Table = "t", Name = "i" }, false },
        { "rows by SQL", new SqlOperation { Sql = "UPDATE t SET c = 1 WHERE c IS NULL" }, true },
        { "a drop by SQL", new SqlOperation { Sql = "alter table t drop column c" }, false },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void What_the_release_before_survives_is_told_from_what_it_does_not(string step, MigrationOperation operation, bool survives) =>
        Assert.True(survives == (ExpandRule.Breaches([operation]).Count == 0), step);

    [Fact]
    public void What_a_migration_makes_it_may_constrain()
    {
        var unique = new CreateIndexOperation { Table = "t", Name = "i", Columns = ["c"], IsUnique = true };

        Assert.Empty(ExpandRule.Breaches([new CreateTableOperation { Name = "t" }, unique]));
    }

    [Fact]
    public void Every_migration_since_the_rule_adds_only_or_takes_away_what_a_release_has_done_without()
    {
        using var db = new DesignTimeContext().CreateDbContext([]);
        var migrations = db.GetService<IMigrationsAssembly>();
        var all = migrations.Migrations.OrderBy(migration => migration.Key, StringComparer.Ordinal).ToList();

        Assert.Contains(Baseline, all.Select(migration => migration.Key));
        Assert.All(all.Where(migration => string.CompareOrdinal(migration.Key, Baseline) > 0), migration => Assert.Empty(
            Breaches(migration.Key, migration.Value, migrations.CreateMigration(migration.Value, Provider).UpOperations)));
    }

    private static IEnumerable<string> Breaches(string name, TypeInfo type, IReadOnlyList<MigrationOperation> operations) =>
        type.GetCustomAttribute<ContractAttribute>() is { } contract
            ? contract.UnusedSince < ThisRelease ? [] : [$"{name}: {contract.UnusedSince} has to be a release before {ThisRelease}."]
            : ExpandRule.Breaches(operations).Select(breach => $"{name}: {breach}");

    private static Version ThisRelease => typeof(CommerceDbContext).Assembly.GetName().Version is { } version
        ? new Version(version.Major, version.Minor, version.Build)
        : new Version();

    private static AlterColumnOperation Altered(int length = 10, int before = 10, bool nullable = false, bool wasNullable = false) => new()
    {
        Table = "t",
        Name = "c",
        ClrType = typeof(string),
        MaxLength = length,
        IsNullable = nullable,
        OldColumn = new AddColumnOperation { ClrType = typeof(string), MaxLength = before, IsNullable = wasNullable },
    };
}
