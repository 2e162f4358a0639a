using Commerce.MySql.Failover;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Persistence;

/// <summary>
/// Gives out contexts for reads that may be a little behind, as <see cref="DatabaseOptions.StaleReads"/> says. Nobody reads here what he
/// has just written, and nothing is decided on it.
/// </summary>
public sealed class StaleContexts(IServiceProvider services, MySqlServers servers, IOptions<DatabaseOptions> options)
{
    private readonly PrimaryContexts _primary = (PrimaryContexts)services.GetService(typeof(PrimaryContexts))!;
    private readonly IDbContextFactory<CommerceDbContext> _contexts =
        (IDbContextFactory<CommerceDbContext>)services.GetService(typeof(IDbContextFactory<CommerceDbContext>))!;

    public Task<CommerceDbContext> CreateDbContextAsync(CancellationToken ct) =>
        options.Value.StaleReads == StaleReads.Secondaries && servers.NextSecondary() is { } secondary
            ? Task.FromResult(_primary.On(secondary))
            : _contexts.CreateDbContextAsync(ct);
}
