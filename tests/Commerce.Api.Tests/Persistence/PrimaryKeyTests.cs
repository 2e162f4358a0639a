using Commerce.Api.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Api.Tests.Persistence;

/// <summary>A group of databases refuses the rows of a table without a primary key.</summary>
public sealed class PrimaryKeyTests(RunningApi api)
{
    private static readonly FormattableString WithoutKey = $"""
        SELECT t.table_name AS Value FROM information_schema.tables t
        LEFT JOIN information_schema.table_constraints c
            ON c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.constraint_type = 'PRIMARY KEY'
        WHERE t.table_schema = DATABASE() AND t.table_type = 'BASE TABLE' AND c.constraint_name IS NULL
        """;

    [Fact]
    public async Task Every_table_has_one() => Assert.Empty(await api.InDatabaseAsync(
        db => db.Database.SqlQuery<string>(WithoutKey).ToListAsync(TestContext.Current.CancellationToken)));
}
