using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.Core.Persistence;

/// <summary>
/// How many transactions run at once in this process. A rush of orders waits in line for a slot, holding nothing meanwhile, and
/// leaves connections and processors to those who only look. The line has an end, and so has the wait in it: behind a database that
/// hangs nobody stands for ever. Never enter twice at once: the second would wait for the first.
/// </summary>
public sealed class TransactionLimiter(MySqlDataSource dataSource, IOptions<DatabaseOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(SizeOf(dataSource, options.Value));
    private int _waiting;

    /// <summary>Waits for a slot, first come, first served; disposing the result gives it back.</summary>
    /// <exception cref="DatabaseUnavailableException">Too many wait already, or it took too long.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken ct)
    {
        if (!_free.Wait(0, ct))
        {
            await StandInLineAsync(ct);
        }

        return new Slot(_free);
    }

    public void Dispose() => _free.Dispose();

    private async Task StandInLineAsync(CancellationToken ct)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > options.Value.QueueLimit)
            {
                throw new DatabaseUnavailableException($"{options.Value.QueueLimit} transactions wait for their turn already.");
            }

            if (!await _free.WaitAsync(options.Value.QueueTimeout, ct))
            {
                throw new DatabaseUnavailableException($"The transaction has waited {options.Value.QueueTimeout} for its turn.");
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private static int SizeOf(MySqlDataSource dataSource, DatabaseOptions options)
    {
        var pool = (int)Math.Min(int.MaxValue, new MySqlConnectionStringBuilder(dataSource.ConnectionString).MaximumPoolSize);
        return Math.Max(1, options.TransactionsAtOnce ?? Math.Min(Environment.ProcessorCount, pool / 2));
    }

    private sealed class Slot(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
