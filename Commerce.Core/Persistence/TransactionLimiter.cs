using Commerce.MySql.Failover;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.Core.Persistence;

/// <summary>
/// How many transactions run at once in this process. A rush of orders waits in line for a slot, holding nothing meanwhile, and
/// leaves connections and processors to those who only look. What begins new work stands in a line of its own and comes to the slots only
/// as many at a time as there are slots: so a callback waits for that many transactions at most, however many orders want to be placed.
/// Never enter twice at once: the second would wait for the first.
/// </summary>
public sealed class TransactionLimiter : IDisposable
{
    private const int PerProcessor = 2; // Most of a transaction is waiting, for the server's answers and for its disk.

    private readonly TransactionLine _slots;
    private readonly TransactionLine _newWork;

    public TransactionLimiter(MySqlServers servers, IOptions<DatabaseOptions> options)
    {
        var (size, limits) = (SizeOf(servers, options.Value), options.Value);
        _slots = new TransactionLine(size, limits.QueueLimit, limits.QueueTimeout);
        _newWork = new TransactionLine(size, limits.QueueLimit, limits.NewWorkTimeout);
    }

    /// <summary>Waits for a slot; disposing the result gives it back.</summary>
    /// <exception cref="DatabaseUnavailableException">Too many wait already, or it took too long.</exception>
    public async Task<IDisposable> EnterAsync(TransactionPriority priority, CancellationToken ct)
    {
        if (priority == TransactionPriority.Normal)
        {
            return await _slots.EnterAsync(ct);
        }

        var turn = await _newWork.EnterAsync(ct);
        try
        {
            return new SlotWithTurn(await _slots.EnterAsync(ct), turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _slots.Dispose();
        _newWork.Dispose();
    }

    private static int SizeOf(MySqlServers servers, DatabaseOptions options)
    {
        var pool = (int)Math.Min(int.MaxValue, new MySqlConnectionStringBuilder(servers.ConnectionString).MaximumPoolSize);
        return Math.Max(1, options.TransactionsAtOnce ?? Math.Min(PerProcessor * Environment.ProcessorCount, pool / 2));
    }

    private sealed class SlotWithTurn(IDisposable slot, IDisposable turn) : IDisposable
    {
        public void Dispose()
        {
            slot.Dispose();
            turn.Dispose();
        }
    }
}
