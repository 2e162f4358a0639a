using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Storage;

/// <summary>A group of databases refuses the rows of a table without a primary key.</summary>
public sealed class PrimaryKeyTests(PrimaryKeyTests.Own pg) : IClassFixture<PrimaryKeyTests.Own>
{
    public sealed class Own() : Simulator();

    [Fact]
    public async Task Every_table_has_one() => Assert.Empty(await pg.ListAsync<string>(
        """
        SELECT t.table_name FROM information_schema.tables t
        LEFT JOIN information_schema.table_constraints c
            ON c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.constraint_type = 'PRIMARY KEY'
        WHERE t.table_schema = DATABASE() AND t.table_type = 'BASE TABLE' AND c.constraint_name IS NULL
        """));
}
