using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Persistence;

/// <summary>
/// Stops a start on a schema that is older than the program. One that is newer is fine: a migration takes away nothing that the release
/// before it needs (docs/adr/0028).
/// </summary>
internal sealed partial class CheckSchema(IDbContextFactory<CommerceDbContext> contexts, ILogger<CheckSchema> logger)
{
    /// <exception cref="OptionsValidationException">Migrations are missing.</exception>
    public async Task ExecuteAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var applied = (await db.Database.GetAppliedMigrationsAsync(ct)).ToList();
        var known = db.Database.GetMigrations().ToList();
        var missing = known.Except(applied).ToList();
        if (missing.Count > 0)
        {
            throw PersistenceRegistration.Wrong(
                $"{DatabaseOptions.ConnectionKey}: the database lacks {missing.Count} of {known.Count} migrations, up to {missing[^1]}. "
                + "Run 'dotnet Commerce.Api.dll --migrate' of this release first.");
        }

        var later = applied.Except(known).ToList();
        if (later.Count > 0)
        {
            LogLater(logger, later.Count, later[^1]);
        }
    }

    [LoggerMessage(2904, LogLevel.Information, "The schema is {Count} migrations ahead of this program, at {Last}")]
    private static partial void LogLater(ILogger logger, int count, string last);
}
