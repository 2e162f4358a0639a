using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Persistence;

/// <summary>
/// Before the process takes its first request: brings the schema up to date, or makes sure that it is; and demo data in, where wanted.
/// </summary>
internal sealed class PrepareDatabase(
    MigrateDatabase migrate, CheckSchema check, DemoData demoData, IOptions<DatabaseOptions> options, IHostEnvironment environment)
    : IHostedService
{
    /// <exception cref="OptionsValidationException">The database is away, takes no writes, or lacks migrations.</exception>
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

    private async Task PrepareAsync(CancellationToken ct)
    {
        await (options.Value.MigrateAtStart ?? environment.IsDevelopment() ? migrate.ExecuteAsync(ct) : check.ExecuteAsync(ct));
        if (options.Value.DemoData ?? environment.IsDevelopment())
        {
            await demoData.AddAsync(ct);
        }
    }
}
