using Commerce.MySql.Failover;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.Core.Persistence;

/// <summary>Checks the connection string at start. It holds a password, so no message repeats it.</summary>
internal sealed class ConnectionStringValidator(IConfiguration configuration) : IValidateOptions<DatabaseOptions>
{
    private const string Key = DatabaseOptions.ConnectionKey;

    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        var text = configuration[Key];
        if (string.IsNullOrWhiteSpace(text))
        {
            return ValidateOptionsResult.Fail(
                $"{Key} is not set: give it a MySQL connection string, for example Server=127.0.0.1;Database=commerce;User "
                + "ID=commerce;Password=…");
        }

        try
        {
            if (new MySqlConnectionStringBuilder(text).Server.Length == 0)
            {
                return ValidateOptionsResult.Fail($"{Key} names no server.");
            }

            _ = MySqlHosts.Of(text);
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException e)
        {
            return ValidateOptionsResult.Fail($"{Key} is no MySQL connection string: {e.Message}");
        }
    }
}
