using Dapper;
using MySqlConnector;

namespace Commerce.Api.Load.PaidOrders;

/// <summary>A table of the floor: made like one of the product's, and filled with copies of a row that the product wrote.</summary>
/// <param name="Name">Its name, with the floor's database.</param>
/// <param name="Rows">The rows of one order.</param>
internal sealed record FloorTable(string Name, IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows)
{
    private const string Columns = """
        SELECT COLUMN_NAME FROM information_schema.COLUMNS
        WHERE TABLE_SCHEMA = @schema AND TABLE_NAME = @table AND GENERATION_EXPRESSION = '' AND EXTRA NOT LIKE '%auto_increment%'
        ORDER BY ORDINAL_POSITION
        """;

    /// <param name="where">Which rows belong to the order.</param>
    public static async Task<FloorTable> MakeAsync(MySqlConnection server, string schema, string table, string where)
    {
        var name = $"floor.{table}";
        await server.ExecuteAsync($"CREATE TABLE {name} LIKE {schema}.{table}");
        var columns = string.Join(", ", await server.QueryAsync<string>(Columns, new { schema, table }));
        var rows = await server.QueryAsync($"SELECT {columns} FROM {schema}.{table} WHERE {where}");
        return new FloorTable(name, [.. rows.Select(row => new Dictionary<string, object?>((IDictionary<string, object?>)row))]);
    }

    /// <summary>One statement that inserts the order's rows of this table, prepared.</summary>
    /// <param name="own">The columns in which every order has its own value; parameters have their names.</param>
    public async Task<MySqlCommand> PrepareInsertAsync(MySqlConnection connection, params string[] own)
    {
        var columns = Rows[0].Keys.ToList();
        var command = connection.CreateCommand();
        var rows = Rows.Select((row, number) =>
            $"({string.Join(", ", columns.Select(column => ParameterOf(command, row, column, number, own)))})");
        command.CommandText = $"INSERT INTO {Name} ({string.Join(", ", columns)}) VALUES {string.Join(", ", rows)}";
        await command.PrepareAsync();
        return command;
    }

    private static string ParameterOf(
        MySqlCommand command, IReadOnlyDictionary<string, object?> row, string column, int number, string[] own)
    {
        // What is empty in the model stays empty: only the lines of the money have the PG's key.
        var isOwn = own.Contains(column) && row[column] is not null;
        var name = isOwn ? $"@{column}" : $"@{column}{number}";
        if (!command.Parameters.Contains(name))
        {
            command.Parameters.AddWithValue(name, row[column]);
        }

        return name;
    }
}
