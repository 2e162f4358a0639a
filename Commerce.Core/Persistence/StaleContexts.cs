using Commerce.MySql.Failover;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Persistence;

/// <summary>
/// Gives out contexts for reads that may be a little behind, as <see cref="DatabaseOptions.StaleReads"/> says. Nobody reads here what he
/// has just written, and nothing is decided on it.
/// </summary>
public sealed class StaleContexts(PrimaryContexts primary, MySqlServers servers, IOptions<DatabaseOptions> options)
{
    public Task<CommerceDbContext> CreateDbContextAsync(CancellationToken ct) =>
        options.Value.StaleReads == StaleReads.Secondaries && servers.NextSecondary() is { } secondary
            ? Task.FromResult(primary.On(secondary))
            : primary.CreateDbContextAsync(ct);

    /// <summary>
    /// The same for what is to be found whole: at a secondary if <paramref name="hasArrived"/> there, and else at the primary.
    /// </summary>
    public async Task<CommerceDbContext> CreateDbContextAsync(
        Func<CommerceDbContext, CancellationToken, Task<bool>> hasArrived, CancellationToken ct)
    {
        if (options.Value.StaleReads == StaleReads.Secondaries && servers.NextSecondary() is { } secondary)
        {
            var db = primary.On(secondary);
            if (await AnswersYesAsync(db, hasArrived, ct))
            {
                return db;
            }

            await db.DisposeAsync();
        }

        return await primary.CreateDbContextAsync(ct);
    }

    // The primary has it as well as a secondary that was lost.
    private static async Task<bool> AnswersYesAsync(
        CommerceDbContext db, Func<CommerceDbContext, CancellationToken, Task<bool>> question, CancellationToken ct)
    {
        try
        {
            return await question(db, ct);
        }
        catch (Exception e) when (DatabaseFault.LossOf(e) != ServerLoss.None)
        {
            return false;
        }
    }
}
