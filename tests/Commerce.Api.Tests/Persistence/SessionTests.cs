using Commerce.Api.Tests.Hosting;
using Commerce.Core.Members;
using Commerce.Core.Persistence;
using Commerce.MySql.Failover;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Commerce.Api.Tests.Persistence;

/// <summary>
/// Sessions of the database are not reset between two uses: nothing may be left on them, and what is asked often is prepared.
/// </summary>
public sealed class SessionTests(RunningApi api)
{
    // But not for ever: a session whose cancel came too late on a busy machine would keep its locks.
    private static readonly FormattableString Endless = $"""
        SELECT /*+ MAX_EXECUTION_TIME(3000) */ COUNT(*) AS Value FROM information_schema.columns a, information_schema.columns b, information_schema.columns c
        """;

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transaction_that_breaks_off_leaves_nothing_on_its_session()
    {
        var productId = await api.AddProductAsync(price: 1_000, stock: 10);
        for (var round = 0; round < 10; round++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => BreakOffAsync(productId, _ => throw new InvalidOperationException()));
            using var hurry = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            await Assert.ThrowsAnyAsync<Exception>(() => BreakOffAsync(
                productId, db => db.Database.SqlQuery<long>(Endless).ToListAsync(hurry.Token)));
        }

        await using var sessions = await SessionsAsync(api.Service<MySqlServers>().Primary!);
        foreach (var session in sessions.All)
        {
            Assert.Equal((1, "utf8mb4"), await session.QuerySingleAsync<(int, string)>("SELECT @@autocommit, @@character_set_client"));
            // What an open transaction had changed would be seen here, and its lock would be in the way of the others.
            Assert.Equal(10, await session.ExecuteScalarAsync<int>("SELECT stock FROM products WHERE id = @productId", new { productId }));
        }

        Assert.Equal(1, await sessions.All[0].ExecuteAsync("UPDATE products SET stock = 9 WHERE id = @productId", new { productId }));
    }

    [Fact]
    public async Task What_is_asked_often_is_prepared_once_a_session()
    {
        var nobody = new MemberId("nobody-at-all");
        var prepared = await api.InDatabaseAsync(async db =>
        {
            await db.Database.OpenConnectionAsync(_ct);
            var counts = new List<long>();
            for (var time = 0; time < 12; time++)
            {
                var before = await PreparedAsync(db);
                await db.Members.Where(m => m.MemberId == nobody && m.Point > 123).CountAsync(_ct);
                counts.Add(await PreparedAsync(db) - before);
            }

            return counts;
        });

        Assert.Equal(1, prepared.Sum());
        Assert.Equal(0, prepared[0]); // It might have been the only time.
    }

    [Fact]
    public async Task Sessions_that_the_server_has_ended_are_not_given_out_after_a_while()
    {
        // A pool of its own: what is broken here is nobody else's.
        var settings = new MySqlConnectionStringBuilder(api.Service<IConfiguration>().GetConnectionString(DatabaseOptions.ConnectionName)!)
        {
            ConnectionReset = false,
        };
        await using var pool = new MySqlDataSource(settings.ConnectionString);
        await using var other = await api.Service<MySqlServers>().Primary!.OpenConnectionAsync(_ct);
        await using (var sessions = await SessionsAsync(pool))
        {
            foreach (var session in sessions.All)
            {
                await other.ExecuteAsync($"KILL {session.ServerThread}");
            }
        }

        await using var alive = await IdleSession.OpenAsync(pool, _ct);
        var next = await Record.ExceptionAsync(async () =>
        {
            await using var session = await pool.OpenConnectionAsync(_ct);
            await session.ExecuteAsync("DO 0");
        });

        Assert.Equal(1, await alive.ExecuteScalarAsync<int>("SELECT 1"));
        Assert.Null(next); // The dead are gone, all of them.
    }

    [Fact]
    public async Task A_session_that_breaks_under_a_statement_is_an_outage_and_no_error_of_ours()
    {
        // A pool of its own: else another test might be given the session that is killed here.
        using var process = await api.AnotherProcessAsync(TimeProvider.System);
        var contexts = process.Services.GetRequiredService<IDbContextFactory<CommerceDbContext>>();
        await using var other = await api.Service<MySqlServers>().Primary!.OpenConnectionAsync(_ct);
        Exception? broken = null;
        for (var attempt = 0; broken is null && attempt < 20; attempt++)
        {
            await other.ExecuteAsync($"KILL {await SessionOfAQueryAsync(contexts)}");
            broken = await Record.ExceptionAsync(() => SessionOfAQueryAsync(contexts)); // None when it is found out before it is used.
        }

        Assert.NotNull(broken);
        Assert.Equal("ConnectionLost", DatabaseFault.NameOf(broken));
    }

    private async Task<long> SessionOfAQueryAsync(IDbContextFactory<CommerceDbContext> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync(_ct);
        return await db.Database.SqlQuery<long>($"SELECT CONNECTION_ID() AS Value").SingleAsync(_ct);
    }

    private Task<int> BreakOffAsync(long productId, Func<CommerceDbContext, Task> how) => api.Service<DatabaseTransaction>().ExecuteAsync(
        async (db, ct) =>
        {
            await db.Products.Where(p => p.Id == productId).ExecuteUpdateAsync(set => set.SetProperty(p => p.Stock, 5), ct);
            await how(db);
            return 0;
        },
        _ct);

    private static async Task<long> PreparedAsync(CommerceDbContext db)
    {
        var (_, count) = await db.Database.GetDbConnection().QuerySingleAsync<(string, long)>(
            "SHOW SESSION STATUS LIKE 'Com_stmt_prepare'", transaction: db.Database.CurrentTransaction?.GetDbTransaction());
        return count;
    }

    // More than have been used, so that every one that has is among them.
    private async Task<Sessions> SessionsAsync(MySqlDataSource pool)
    {
        var all = new List<MySqlConnection>();
        for (var number = 0; number < 20; number++)
        {
            all.Add(await pool.OpenConnectionAsync(_ct));
        }

        return new Sessions(all);
    }

    private sealed record Sessions(IReadOnlyList<MySqlConnection> All) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var session in All)
            {
                await session.DisposeAsync();
            }
        }
    }
}
