using System.Threading.Channels;
using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Due;
using Commerce.PgSimulator.Flow;
using Commerce.PgSimulator.Storage;
using Commerce.ServiceDefaults.Telemetry;
using Dapper;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.PgSimulator.Compatibility;

/// <summary>
/// The original's executor: a fixed number of workers and an unbounded queue. A worker is taken while a payment is
/// "processed", and while a merchant takes his time with a callback.
/// </summary>
internal sealed partial class WorkerThreads(
    ProcessPayment process,
    SendCallback send,
    CallbackQueue callbacks,
    GatewaySessions database,
    IOptions<CompatibilityOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    FaultLog faults,
    ILogger<WorkerThreads> logger) : BackgroundService, IApprovalSchedule
{
    private readonly Channel<Func<CancellationToken, Task>> _queue = Channel.CreateUnbounded<Func<CancellationToken, Task>>();

    public void Add(string transactionKey, DateTimeOffset due, TimeSpan delay) =>
        _queue.Writer.TryWrite(ct => ConcludeAsync(transactionKey, delay, ct));

    public Task AddFurtherAttemptsAsync(string transactionKey, CancellationToken ct) => EnqueueCallbackAsync(transactionKey, ct);

    // Before the first request comes in: what is accepted from then on is no left-over and keeps its delay.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.HasWorkers)
        {
            await EnqueueLeftOversAsync(cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.WorkerThreads).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken ct)
    {
        await foreach (var task in _queue.Reader.ReadAllAsync(ct))
        {
            try
            {
                await task(ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                if (!faults.TryReport(e))
                {
                    LogTaskFailed(e);
                }
            }
        }
    }

    private async Task ConcludeAsync(string transactionKey, TimeSpan delay, CancellationToken ct)
    {
        await Task.Delay(delay, time, ct);
        await process.ExecuteAsync(transactionKey, TimeSpan.Zero, ct);
        await EnqueueCallbackAsync(transactionKey, ct);
    }

    private async Task SendAsync(string transactionKey, CancellationToken ct)
    {
        await send.ExecuteAsync(transactionKey, ct);
        await EnqueueCallbackAsync(transactionKey, ct); // It is due again when it failed and has attempts left.
    }

    // Waiting for a callback's due time takes no worker.
    private async Task EnqueueCallbackAsync(string transactionKey, CancellationToken ct)
    {
        if (await callbacks.DueInAsync(transactionKey, ct) is { } wait)
        {
            var stopping = lifetime.ApplicationStopping;
            _ = Task.Delay(wait, time, stopping)
                .ContinueWith(_ => _queue.Writer.TryWrite(token => SendAsync(transactionKey, token)), stopping,
                    TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }
    }

    // What a former process had accepted and not finished. What was due then is due now.
    private async Task EnqueueLeftOversAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        foreach (var transactionKey in await KeysAsync(connection, "approvals", ct))
        {
            Add(transactionKey, time.GetUtcNow(), TimeSpan.Zero);
        }

        foreach (var transactionKey in await KeysAsync(connection, "callbacks", ct))
        {
            await EnqueueCallbackAsync(transactionKey, ct);
        }
    }

    private static Task<IEnumerable<string>> KeysAsync(MySqlConnection connection, string table, CancellationToken ct) =>
        connection.QueryAsync<string>(new CommandDefinition(
            $"SELECT transaction_key FROM {table} WHERE due_at IS NOT NULL ORDER BY due_at", cancellationToken: ct));

    [LoggerMessage(4004, LogLevel.Error, "A task failed; its work is taken up again at the next start")]
    private partial void LogTaskFailed(Exception exception);
}
