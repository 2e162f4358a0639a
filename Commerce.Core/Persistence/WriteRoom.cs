using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.Core.Persistence;

/// <summary>
/// How many transactions run at once in this process. A rush of orders waits in line for room, holding nothing meanwhile, and
/// leaves connections and processors to those who only look. Never enter twice at once: the second would wait for the first.
/// </summary>
public sealed class WriteRoom(MySqlDataSource dataSource, IOptions<DatabaseOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(SizeOf(dataSource, options.Value));

    /// <summary>Waits for room, first come, first served; disposing the result gives it back.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken ct)
    {
        await _free.WaitAsync(ct);
        return new Place(_free);
    }

    public void Dispose() => _free.Dispose();

    private static int SizeOf(MySqlDataSource dataSource, DatabaseOptions options)
    {
        var pool = (int)Math.Min(int.MaxValue, new MySqlConnectionStringBuilder(dataSource.ConnectionString).MaximumPoolSize);
        return Math.Max(1, options.TransactionsAtOnce ?? Math.Min(Environment.ProcessorCount, pool / 2));
    }

    private sealed class Place(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
