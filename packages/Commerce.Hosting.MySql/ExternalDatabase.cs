using Microsoft.Extensions.Configuration;
using MySqlConnector;

namespace Commerce.Hosting.MySql;

/// <summary>A connection string that the user gave.</summary>
internal static class ExternalDatabase
{
    // The value is not repeated: it holds a password.
    public static void EnsureReadable(IConfiguration configuration, string name)
    {
        if (configuration.GetConnectionString(name) is not { Length: > 0 } text)
        {
            return; // Aspire asks for what is missing.
        }

        try
        {
            if (new MySqlConnectionStringBuilder(text).Server.Length == 0)
            {
                throw new DistributedApplicationException(
                    $"ConnectionStrings:{name} names no server: it must look like Server=host;User ID=user;Password=...;Database={name}");
            }
        }
        catch (ArgumentException e)
        {
            throw new DistributedApplicationException($"ConnectionStrings:{name} cannot be read: {e.Message}", e);
        }
    }
}
