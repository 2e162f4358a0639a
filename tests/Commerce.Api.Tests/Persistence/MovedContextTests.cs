using Commerce.Api.Tests.Hosting;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Commerce.Api.Tests.Persistence;

/// <summary>A primary dies in the middle of a transaction; the context that was in it comes back from the pool for another.</summary>
public sealed class MovedContextTests(RunningApi api)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_context_whose_connection_broke_makes_room_for_one_that_works()
    {
        using var process = await api.AnotherProcessAsync(TimeProvider.System);
        var contexts = process.Services.GetRequiredService<PrimaryContexts>();
        await using (var db = await contexts.CreateDbContextAsync(_ct))
        {
            await db.Database.OpenConnectionAsync(_ct);
            await db.Database.BeginTransactionAsync(_ct);
            var session = ((MySqlConnection)db.Database.GetDbConnection()).ServerThread;
            await api.InDatabaseAsync(async other => await other.Database.ExecuteSqlAsync($"KILL {session}", _ct));
            await Assert.ThrowsAnyAsync<Exception>(() => db.Members.CountAsync(_ct));
        }

        await using var next = new MySqlDataSource(api.Service<IConfiguration>().GetConnectionString(DatabaseOptions.ConnectionName)!);
        await using var moved = contexts.On(next);

        Assert.True(await moved.Members.AnyAsync(_ct));
    }
}
