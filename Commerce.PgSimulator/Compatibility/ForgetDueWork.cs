using Commerce.PgSimulator.Due;
using Commerce.PgSimulator.Storage;
using Dapper;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Compatibility;

/// <summary>Forgets at start what was due, when it is told to: so does the original, which keeps its work in memory only.</summary>
internal sealed partial class ForgetDueWork(
    GatewaySessions database, IOptions<CompatibilityOptions> options, ILogger<ForgetDueWork> logger) : IHostedService
{
    private const string Sql = """
        UPDATE approvals SET due_at = NULL WHERE due_at IS NOT NULL;
        UPDATE callbacks SET due_at = NULL WHERE due_at IS NOT NULL;
        """;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.ForgetAtRestart)
        {
            return;
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        LogForgotten(await connection.ExecuteAsync(new CommandDefinition(Sql, cancellationToken: cancellationToken)));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(4003, LogLevel.Warning, "Forgot {Count} approvals and callbacks that were due, as the original would")]
    private partial void LogForgotten(int count);
}
