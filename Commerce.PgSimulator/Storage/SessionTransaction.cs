using System.Data;
using System.Diagnostics;
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
            await RunAsync(connection, begin, ct);
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
        await RunAsync(_connection, end, ct);
        _isOver = true;
    }

    // A trace tells what is done in a transaction, not that there is one; and a statement of no span is not traced.
    private static async Task RunAsync(MySqlConnection connection, string statement, CancellationToken ct)
    {
        Activity.Current = null;
        await connection.ExecuteAsync(new CommandDefinition(statement, cancellationToken: ct));
    }
}
