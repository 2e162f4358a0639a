using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Failures;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.Core.Persistence;

/// <summary>
/// Brings the schema up to date. Two at once are safe, in whatever processes: EF holds a lock of the server's, and who comes second finds
/// nothing left to do.
/// </summary>
public sealed partial class MigrateDatabase(IDbContextFactory<CommerceDbContext> contexts, ILogger<MigrateDatabase> logger)
{
    private static readonly TimeSpan StepLimit = TimeSpan.FromMinutes(10); // Changing a large table takes its time.

    /// <summary>Applies what is pending; a database that is not there is made.</summary>
    /// <exception cref="OptionsValidationException">The database is away, or lets this user not change it.</exception>
    public async Task ExecuteAsync(CancellationToken ct)
    {
        try
        {
            await MigrateAsync(ct);
        }
        catch (Exception e) when (e is MySqlException || DatabaseFault.NameOf(e) is not null)
        {
            throw PersistenceRegistration.Wrong(
                $"{DatabaseOptions.ConnectionKey}: the schema cannot be brought up to date. {e.GetBaseException().Message}");
        }
    }

    private async Task MigrateAsync(CancellationToken ct)
    {
        using var poll = PollSpan.Start(OrderSpans.Source, "migrate database");
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.Database.SetCommandTimeout(StepLimit);
        var pending = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
        if (pending.Count == 0)
        {
            LogCurrent(logger, db.Database.GetMigrations().Last());
            return;
        }

        PollSpan.FoundWork(pending.Count);
        await FailurePoint.ReachAsync(FailurePoints.MigrationsPending);
        await db.Database.MigrateAsync(ct);
        await FailurePoint.ReachAsync(FailurePoints.MigrationsApplied);
        LogMigrated(logger, pending.Count, pending[^1]);
    }

    [LoggerMessage(2902, LogLevel.Information, "The schema was {Count} migrations behind, and is at {Last} now")]
    private static partial void LogMigrated(ILogger logger, int count, string last);

    [LoggerMessage(2903, LogLevel.Information, "The schema is up to date, at {Last}")]
    private static partial void LogCurrent(ILogger logger, string last);
}
