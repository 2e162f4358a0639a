using Commerce.MySql.Failover;
using Dapper;
using Microsoft.Extensions.Options;
using MySqlConnector;
using Polly;
using Polly.Retry;

namespace Commerce.PgSimulator.Storage;

/// <summary>
/// Creates the database and its tables at start. A server that is still starting is waited for; the process is not
/// healthy before this is done.
/// </summary>
internal sealed partial class CreateTables(
    GatewaySessions database,
    MySqlServers servers,
    IOptions<PaymentGatewayConnection> gateway,
    IEnumerable<SchemaPart> parts,
    TimeProvider time,
    ILogger<CreateTables> logger) : IHostedService
{
    private const int Attempts = 30;

    private const string HasIndex = """
        SELECT EXISTS (
            SELECT 1 FROM information_schema.statistics
            WHERE table_schema = DATABASE() AND table_name = @table AND index_name = @index)
        """;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var patience = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<MySqlException>(
                    e => e.IsTransient || e.ErrorCode == MySqlErrorCode.UnableToConnectToHost).Handle<PrimaryNotFoundException>(),
                MaxRetryAttempts = Attempts,
                Delay = TimeSpan.FromSeconds(1),
                OnRetry = retry =>
                {
                    LogNotReady(retry.Outcome.Exception!.Message);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
        await patience.ExecuteAsync(async ct => await CreateAsync(ct), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task CreateAsync(CancellationToken ct)
    {
        try
        {
            await CreateTablesAsync(ct);
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.UnknownDatabase)
        {
            await CreateDatabaseAsync(ct);
            await CreateTablesAsync(ct);
        }
    }

    private async Task CreateTablesAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(Schema.Sql, cancellationToken: ct));
        foreach (var part in parts)
        {
            await connection.ExecuteAsync(new CommandDefinition(part.Sql, cancellationToken: ct));
        }

        foreach (var (table, index, sql) in Schema.LaterIndexes)
        {
            await AddIndexAsync(connection, table, index, sql, ct);
        }
    }

    private static async Task AddIndexAsync(MySqlConnection connection, string table, string index, string sql, CancellationToken ct)
    {
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(HasIndex, new { table, index }, cancellationToken: ct)))
        {
            return;
        }

        try
        {
            // A large table takes its time.
            await connection.ExecuteAsync(new CommandDefinition(sql, commandTimeout: 0, cancellationToken: ct));
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.DuplicateKeyName)
        {
            // Another process that starts at the same time has added it.
        }
    }

    // The data source does not give its password away, hence the options.
    private async Task CreateDatabaseAsync(CancellationToken ct)
    {
        var server = gateway.Value.Settings;
        var primary = new MySqlConnectionStringBuilder((await servers.FindPrimaryAsync(ct)).ConnectionString);
        (server.Server, server.Port) = (primary.Server, primary.Port);
        var name = server.Database.Replace("`", "``", StringComparison.Ordinal);
        server.Database = string.Empty;
        await using var connection = new MySqlConnection(server.ConnectionString);
        await connection.ExecuteAsync(new CommandDefinition($"CREATE DATABASE IF NOT EXISTS `{name}`", cancellationToken: ct));
    }

    [LoggerMessage(4007, LogLevel.Warning, "The database does not answer yet: {Why}")]
    private partial void LogNotReady(string why);
}
