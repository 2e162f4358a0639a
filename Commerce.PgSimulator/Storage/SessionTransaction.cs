using System.Data;
using Dapper;
using MySqlConnector;

namespace Commerce.PgSimulator.Storage;

/// <summary>
/// A transaction whose beginning is a statement like every other: the driver waits for the answer to its own without any limit, and a
/// server that stands still would hold the loops that do what is due. Disposed of without a commit, it is rolled back.
/// </summary>
internal sealed class SessionTransaction : IAsyncDisposable
{
    private readonly MySqlConnection _connection;
    private bool _isOver;

    private SessionTransaction(MySqlConnection connection) => _connection = connection;

    /// <summary>Begins one, READ COMMITTED.</summary>
    public static Task<SessionTransaction> BeginAsync(MySqlConnection connection, CancellationToken ct) =>
        BeginAsync(connection, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; START TRANSACTION", ct);

    /// <summary>Begins one that reads what was there when it began, and writes nothing.</summary>
    public static Task<SessionTransaction> BeginSnapshotAsync(MySqlConnection connection, CancellationToken ct) => BeginAsync(
        connection,
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
        ct);

    public Task CommitAsync(CancellationToken ct) => EndAsync("COMMIT", ct);

    public Task RollbackAsync(CancellationToken ct) => EndAsync("ROLLBACK", ct);

    public async ValueTask DisposeAsync()
    {
        if (!_isOver && _connection.State == ConnectionState.Open)
        {
            await RollbackOrBreakAsync();
        }
    }

    private static async Task<SessionTransaction> BeginAsync(MySqlConnection connection, string begin, CancellationToken ct)
    {
        var transaction = new SessionTransaction(connection);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(begin, cancellationToken: ct));
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync(); // Cancelled, it may have begun all the same.
            throw;
        }
    }

    // Who comes here with an error is told that one. A connection that cannot roll back is broken, and what it held ends with it.
    private async Task RollbackOrBreakAsync()
    {
        try
        {
            await RollbackAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is MySqlException or MySqlProtocolException)
        {
            _isOver = true;
        }
    }

    private async Task EndAsync(string end, CancellationToken ct)
    {
        await _connection.ExecuteAsync(new CommandDefinition(end, cancellationToken: ct));
        _isOver = true;
    }
}
