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
            return new MySqlConnectionStringBuilder(text).Server.Length == 0
                ? ValidateOptionsResult.Fail($"{Key} names no server.")
                : ValidateOptionsResult.Success;
        }
        catch (ArgumentException e)
        {
            return ValidateOptionsResult.Fail($"{Key} is no MySQL connection string: {e.Message}");
        }
    }
}
