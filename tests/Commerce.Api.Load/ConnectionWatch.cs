using Dapper;
using MySqlConnector;

namespace Commerce.Api.Load;

/// <summary>Looks again and again, through the database's own eyes, at what the API does with its connections.</summary>
internal sealed class ConnectionWatch(MySqlConnection server)
{
    // "Sleep" is a connection on which no statement runs; a transaction may be open on it all the same.
    private const string Look = """
        SELECT COUNT(*) AS Open,
               COALESCE(SUM(t.processlist_command <> 'Sleep'), 0) AS Working,
               COALESCE(SUM(x.trx_id IS NOT NULL), 0) AS InTransaction
        FROM performance_schema.threads t
        JOIN performance_schema.session_connect_attrs a
          ON a.processlist_id = t.processlist_id AND a.attr_name = 'program_name' AND a.attr_value = @name
        LEFT JOIN information_schema.innodb_trx x ON x.trx_mysql_thread_id = t.processlist_id
        """;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    public int Looks { get; private set; }

    public int PeakOpen { get; private set; }

    public int PeakInUse { get; private set; }

    public int PeakInTransaction { get; private set; }

    public async Task RunAsync(Task until)
    {
        while (!until.IsCompleted)
        {
            var now = await server.QuerySingleAsync<Sight>(Look, new { name = LoadedShop.ApplicationName });
            Looks++;
            PeakOpen = Math.Max(PeakOpen, (int)now.Open);
            PeakInUse = Math.Max(PeakInUse, (int)Math.Max(now.Working, now.InTransaction));
            PeakInTransaction = Math.Max(PeakInTransaction, (int)now.InTransaction);
            await Task.Delay(Pace, TimeProvider.System);
        }
    }

    private sealed record Sight(long Open, decimal Working, decimal InTransaction);
}
