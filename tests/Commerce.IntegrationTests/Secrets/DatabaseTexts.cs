using System.Globalization;
using System.Text;
using Dapper;
using MySqlConnector;

namespace Commerce.IntegrationTests.Secrets;

/// <summary>Every value of every column of every table of the commerce database, whatever tables there are.</summary>
internal static class DatabaseTexts
{
    private const string Tables =
        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'";

    public static async Task<IReadOnlyList<(string Column, string Text)>> ReadAsync(MySqlConnection database)
    {
        var values = new List<(string, string)>();
        foreach (var table in await database.QueryAsync<string>(Tables))
        {
            await using var reader = await database.ExecuteReaderAsync($"SELECT * FROM `{table}`");
            while (await reader.ReadAsync())
            {
                for (var column = 0; column < reader.FieldCount; column++)
                {
                    values.Add(($"{table}.{reader.GetName(column)}", TextOf(reader.GetValue(column))));
                }
            }
        }

        return values;
    }

    private static string TextOf(object value) => value is byte[] bytes
        ? Encoding.Latin1.GetString(bytes)
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}
