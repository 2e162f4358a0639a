using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using MySqlConnector;

namespace Commerce.Core.Persistence;

/// <summary>
/// Has the server prepare what is asked often: it reads and resolves such a statement once a connection instead of every time. Which
/// statements those are shows by counting, as in Npgsql's automatic preparation; their number has a limit, because a server holds every
/// prepared statement of every connection in memory.
/// </summary>
internal sealed class PrepareStatements : DbCommandInterceptor
{
    private const int AskedOften = 5;
    private const int MostTexts = 256;
    private const MySqlErrorCode TooManyPrepared = (MySqlErrorCode)1461; // ER_MAX_PREPARED_STMT_COUNT_REACHED, of all of the server's.

    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        await PrepareAsync(command, cancellationToken);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await PrepareAsync(command, cancellationToken);
        return result;
    }

    private async Task PrepareAsync(DbCommand command, CancellationToken ct)
    {
        if (command is not MySqlCommand { Parameters.Count: > 0 } || !IsAskedOften(command.CommandText))
        {
            return;
        }

        try
        {
            await command.PrepareAsync(ct);
        }
        catch (MySqlException e) when (e.ErrorCode == TooManyPrepared)
        {
            return; // The server has its fill; the statement runs as it is.
        }
    }

    private bool IsAskedOften(string text)
    {
        if (_asked.TryGetValue(text, out var times) && times >= AskedOften)
        {
            return true;
        }

        // Several statements in one text go to the server together as they are, and one by one when they are prepared.
        if (text.AsSpan().TrimEnd(";\r\n ").Contains(';'))
        {
            return false;
        }

        if (_asked.Count >= MostTexts)
        {
            ForgetTheRare();
        }

        return _asked.Count < MostTexts && _asked.AddOrUpdate(text, 1, static (_, count) => count + 1) >= AskedOften;
    }

    // A list of ids stands in the text as it is: such texts are asked once, and must not crowd out what is asked often.
    private void ForgetTheRare()
    {
        foreach (var (text, times) in _asked)
        {
            if (times < AskedOften)
            {
                _asked.TryRemove(text, out _);
            }
        }
    }
}
