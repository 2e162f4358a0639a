using Commerce.Core.Persistence;
using Commerce.Core.Reconciliation;
using Commerce.MySql.Failover;
using Commerce.ServiceDefaults.Names;
using MySqlConnector;

namespace Commerce.Core.Backlog;

/// <summary>
/// Reads what is waiting, in one round trip. Each statement runs along an index over what is open, so its cost is that of the backlog
/// and not that of the tables.
/// </summary>
public sealed class ReadBacklog(MySqlServers servers)
{
    private const int LimitSeconds = 5; // A database that takes longer has other troubles than to be counted.
    private const int DaysOfBooks = 7;

    // An open payment is that of a PENDING order. Of the runs, the newest are plenty: there is one a gateway and day.
    private const string Statements =
        """
        SELECT UTC_TIMESTAMP(6);
        SELECT p.status, COUNT(*), MIN(p.created_at) FROM orders o JOIN commerce_payments p ON p.order_id = o.id
        WHERE o.status = 'PENDING' AND p.status IN ('PENDING', 'TIMEOUT') GROUP BY p.status;
        SELECT '', COUNT(*), MIN(received_at) FROM callback_inbox WHERE next_try_at IS NOT NULL;
        SELECT kind, COUNT(*), MIN(created_at) FROM outbox WHERE next_try_at IS NOT NULL GROUP BY kind;
        SELECT reason, COUNT(*), MIN(opened_at) FROM cs_cases WHERE resolved_at IS NULL GROUP BY reason;
        SELECT r.gateway, SUM(CASE WHEN r.day >= DATE(UTC_TIMESTAMP() + INTERVAL @seoul HOUR) - INTERVAL @days DAY AND r.ended_at = latest.ended_at THEN r.breaks ELSE 0 END), MAX(r.ended_at)
        FROM (SELECT * FROM reconciliation_runs ORDER BY id DESC LIMIT 500) r
        JOIN (SELECT gateway, day, MAX(ended_at) AS ended_at FROM (SELECT * FROM reconciliation_runs ORDER BY id DESC LIMIT 500) n
              WHERE status = 'COMPLETED' GROUP BY gateway, day) latest ON latest.gateway = r.gateway AND latest.day = r.day
        WHERE r.status = 'COMPLETED' GROUP BY r.gateway
        """;

    public async Task<BacklogFigures> ExecuteAsync(CancellationToken ct)
    {
        await using var connection = await IdleSession.OpenAsync(servers, ct);
        await using var command = new MySqlCommand(Statements, connection) { CommandTimeout = LimitSeconds };
        command.Parameters.AddWithValue("@seoul", BusinessDay.HoursAheadOfUtc);
        command.Parameters.AddWithValue("@days", DaysOfBooks);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var figures = new BacklogFigures { ReadAt = new DateTimeOffset(reader.GetDateTime(0), TimeSpan.Zero) };
        await reader.NextResultAsync(ct);
        await ReadAsync(reader, Known(figures.Payments), ct);
        await reader.NextResultAsync(ct);
        await ReadAsync(reader, (_, figure) => figures.Inbox = figure, ct);
        await reader.NextResultAsync(ct);
        await ReadAsync(reader, Known(figures.Outbox), ct);
        await reader.NextResultAsync(ct);
        await ReadAsync(reader, Known(figures.Cases), ct);
        await reader.NextResultAsync(ct);
        await ReadAsync(reader, (gateway, figure) => figures.Books[gateway] = new BooksFigure(figure.Count, figure.Oldest!.Value), ct);
        return figures;
    }

    // A word that only a later version knows must not hide the rest.
    private static Action<string, WaitingFigure> Known<TKey>(Dictionary<TKey, WaitingFigure> figures)
        where TKey : struct, Enum => (word, figure) =>
        {
            if (ExactName<TKey>.Find(word) is { } key)
            {
                figures[key] = figure;
            }
        };

    private static async Task ReadAsync(MySqlDataReader reader, Action<string, WaitingFigure> take, CancellationToken ct)
    {
        while (await reader.ReadAsync(ct))
        {
            DateTimeOffset? at = reader.IsDBNull(2) ? null : new DateTimeOffset(reader.GetDateTime(2), TimeSpan.Zero);
            take(reader.GetString(0), new WaitingFigure(reader.GetInt64(1), at));
        }
    }
}
