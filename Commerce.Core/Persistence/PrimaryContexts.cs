using Commerce.MySql.Failover;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Commerce.Core.Persistence;

/// <summary>
/// Gives out contexts that work on the primary. A pooled context keeps its connection while the primary stays where it is, so that costs
/// one comparison; another primary, or a pool that was emptied, gives it another connection.
/// </summary>
public sealed class PrimaryContexts(IDbContextFactory<CommerceDbContext> pool, MySqlServers servers)
    : IDbContextFactory<CommerceDbContext>
{
    /// <summary>Puts it in front of the pool of contexts.</summary>
    internal static void Wrap(IServiceCollection services)
    {
        var pool = services.Last(service => service.ServiceType == typeof(IDbContextFactory<CommerceDbContext>));
        services.AddSingleton(provider => new PrimaryContexts(
            (IDbContextFactory<CommerceDbContext>)pool.ImplementationFactory!(provider), provider.GetRequiredService<MySqlServers>()));
        services.AddSingleton<IDbContextFactory<CommerceDbContext>>(provider => provider.GetRequiredService<PrimaryContexts>());
    }

    public CommerceDbContext CreateDbContext() =>
        On(servers.Primary ?? throw new PrimaryNotFoundException("The database has no primary now."));

    public async Task<CommerceDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        On(await servers.FindPrimaryAsync(cancellationToken));

    /// <summary>A context that works on the given server.</summary>
    public CommerceDbContext On(MySqlDataSource source)
    {
        var db = pool.CreateDbContext();
        while (db.Source != source && !TryMove(db, source))
        {
            db = pool.CreateDbContext();
        }

        return db;
    }

    // EF keeps a connection that broke while it was open. Such a context is left to the garbage collector; a new one always moves.
    private static bool TryMove(CommerceDbContext db, MySqlDataSource source)
    {
        var connection = source.CreateConnection();
        try
        {
            db.Database.SetDbConnection(connection, contextOwnsConnection: true);
            db.Source = source;
            return true;
        }
        catch (InvalidOperationException)
        {
            connection.Dispose();
            return false;
        }
    }
}
