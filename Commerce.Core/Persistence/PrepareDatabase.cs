using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Persistence;

/// <summary>Brings the schema up to date, and demo data in, before the process takes its first request.</summary>
internal sealed partial class PrepareDatabase(
    IDbContextFactory<CommerceDbContext> contexts,
    DemoData demoData,
    IOptions<DatabaseOptions> options,
    IHostEnvironment environment,
    ILogger<PrepareDatabase> logger) : IHostedService
{
    private static readonly TimeSpan StepLimit = TimeSpan.FromMinutes(10); // Changing a large table takes its time.

    /// <exception cref="OptionsValidationException">The database is away or takes no writes.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(cancellationToken);
        }
        catch (Exception e) when (DatabaseFault.NameOf(e) is not null)
        {
            throw PersistenceRegistration.Wrong(
                $"{DatabaseOptions.ConnectionKey}: the database cannot be prepared. {e.GetBaseException().Message}");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (options.Value.MigrateAtStart ?? environment.IsDevelopment())
        {
            await MigrateAsync(cancellationToken);
        }

        if (options.Value.DemoData ?? environment.IsDevelopment())
        {
            await demoData.AddAsync(cancellationToken);
        }
    }

    private async Task MigrateAsync(CancellationToken ct)
    {
        using var poll = PollSpan.Start(OrderSpans.Source, "migrate database");
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.Database.SetCommandTimeout(StepLimit);
        var pending = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
        if (pending.Count > 0)
        {
            PollSpan.FoundWork(pending.Count);
            await db.Database.MigrateAsync(ct);
            LogMigrated(logger, pending.Count, pending[^1]);
        }
    }

    [LoggerMessage(2902, LogLevel.Information, "Applied {Count} migrations, up to {Last}")]
    private static partial void LogMigrated(ILogger logger, int count, string last);
}
