using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Storage;

/// <summary>A database that an older version has made gets the indexes that came later.</summary>
public sealed class LaterIndexTests(LaterIndexTests.Own pg) : IClassFixture<LaterIndexTests.Own>
{
    public sealed class Own() : Simulator();

    [Fact]
    public async Task The_index_that_finds_old_idempotency_keys_is_added_at_the_next_start()
    {
        await pg.QueryAsync<int>("ALTER TABLE idempotency_keys DROP INDEX idx_created");

        pg.Start();
        pg.Start(); // And once only.

        var columns = await pg.ListAsync<string>(
            """
            SELECT column_name FROM information_schema.statistics
            WHERE table_schema = DATABASE() AND table_name = 'idempotency_keys' AND index_name = 'idx_created'
            """);
        Assert.Equal(["created_at"], columns);
    }
}
