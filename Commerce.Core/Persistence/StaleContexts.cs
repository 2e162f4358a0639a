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

    /// <summary>
    /// The same for what is to be found whole: at a secondary if <paramref name="hasArrived"/> there, and else at the primary.
    /// </summary>
    public async Task<CommerceDbContext> CreateDbContextAsync(
        Func<CommerceDbContext, CancellationToken, Task<bool>> hasArrived, CancellationToken ct)
    {
        if (options.Value.StaleReads == StaleReads.Secondaries && servers.NextSecondary() is { } secondary)
        {
            var db = _primary.On(secondary);
            if (await AnswersYesAsync(db, hasArrived, ct))
            {
                return db;
            }

            await db.DisposeAsync();
        }

        return await _contexts.CreateDbContextAsync(ct);
    }

    // The primary has it as well as a secondary that was lost.
    private static async Task<bool> AnswersYesAsync(
        CommerceDbContext db, Func<CommerceDbContext, CancellationToken, Task<bool>> question, CancellationToken ct)
    {
        try
        {
            return await question(db, ct);
        }
        catch (Exception e) when (ServerLosses.Of(e) != ServerLoss.None)
        {
            return false;
        }
    }
}
