using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.Tests.Hosting;
using Dapper;
using MySqlConnector;

namespace Commerce.PgSimulator.Tests.Storage;

/// <summary>A session that is given back takes nothing of a transaction along: the pool does not reset it.</summary>
public sealed class SessionTransactionTests(SessionTransactionTests.Own pg) : IClassFixture<SessionTransactionTests.Own>
{
    public sealed class Own() : Simulator();

    private const string Add = "INSERT INTO begun VALUES (1)";
    private const string Count = "SELECT COUNT(*) FROM begun";

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_ends_by_an_error_is_rolled_back_and_what_follows_in_its_session_stays()
    {
        await using var session = await OpenAsync();

        await Assert.ThrowsAsync<MySqlException>(async () =>
        {
            await using var transaction = await SessionTransaction.BeginAsync(session, _ct);
            await session.ExecuteAsync(Add);
            await session.ExecuteAsync(Add);
        });

        Assert.Equal(0, await session.ExecuteScalarAsync<long>(Count));
        await session.ExecuteAsync(Add);
        Assert.Equal(1, await pg.QueryAsync<long>(Count));
    }

    [Fact]
    public async Task One_that_is_committed_stays_and_sees_what_others_commit_meanwhile()
    {
        await using var session = await OpenAsync();
        await using (var transaction = await SessionTransaction.BeginAsync(session, _ct))
        {
            Assert.Equal(0, await session.ExecuteScalarAsync<long>(Count));
            await pg.QueryAsync<int>("INSERT INTO begun VALUES (2)");
            Assert.Equal(1, await session.ExecuteScalarAsync<long>(Count));
            await session.ExecuteAsync(Add);
            await transaction.CommitAsync(_ct);
        }

        Assert.Equal(2, await pg.QueryAsync<long>(Count));
    }

    [Fact]
    public async Task A_snapshot_sees_one_moment_writes_nothing_and_leaves_neither_to_who_comes_after()
    {
        await using var session = await OpenAsync();
        await using (await SessionTransaction.BeginSnapshotAsync(session, _ct))
        {
            await pg.QueryAsync<int>(Add);
            Assert.Equal(0, await session.ExecuteScalarAsync<long>(Count));
            await Assert.ThrowsAsync<MySqlException>(() => session.ExecuteAsync("INSERT INTO begun VALUES (3)"));
        }

        await using var next = await SessionTransaction.BeginAsync(session, _ct);
        Assert.Equal(1, await session.ExecuteScalarAsync<long>(Count));
        await pg.QueryAsync<int>("INSERT INTO begun VALUES (4)");
        Assert.Equal(2, await session.ExecuteScalarAsync<long>(Count));
    }

    private async Task<MySqlConnection> OpenAsync()
    {
        var session = new MySqlConnection(pg.ConnectionString);
        await session.OpenAsync(_ct);
        await session.ExecuteAsync("CREATE TABLE IF NOT EXISTS begun (id INT PRIMARY KEY)");
        await session.ExecuteAsync("DELETE FROM begun");
        return session;
    }
}
