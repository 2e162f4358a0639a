using System.Globalization;
using MySqlConnector;

namespace Commerce.MySql.Failover;

/// <summary>
/// Reads connection strings that name several servers, each with a port of its own: <c>Server=a:3306,b:3307</c>. The driver has one port
/// for all of them, so the list is taken apart here and nowhere else. A string that names one server without a port stays as it is.
/// </summary>
public static class MySqlHosts
{
    /// <summary>The servers that the connection string names; one without a port of its own has the string's.</summary>
    /// <exception cref="ArgumentException">
    /// It is no connection string, or a server in it is none. The message repeats no password.
    /// </exception>
    public static IReadOnlyList<MySqlHost> Of(string connectionString)
    {
        var settings = new MySqlConnectionStringBuilder(connectionString);
        if (settings.ConnectionProtocol is MySqlConnectionProtocol.UnixSocket or MySqlConnectionProtocol.NamedPipe
            || settings.Server.StartsWith('/'))
        {
            return [new MySqlHost(settings.Server, settings.Port)];
        }

        if (settings.Server.Length == 0)
        {
            throw new ArgumentException("it names no server.");
        }

        var hosts = settings.Server.Split(',', StringSplitOptions.TrimEntries).Select(host => Read(host, settings.Port)).ToList();
        return hosts.Distinct().Count() == hosts.Count
            ? hosts
            : throw new ArgumentException("it names a server twice.");
    }

    /// <summary>A connection string for each server that this one names, in its order.</summary>
    /// <exception cref="ArgumentException">As <see cref="Of"/> throws it.</exception>
    public static IReadOnlyList<string> Split(string connectionString) =>
        [.. Of(connectionString).Select(host => new MySqlConnectionStringBuilder(connectionString)
        {
            Server = host.Name,
            Port = host.Port,
        }.ConnectionString)];

    private static MySqlHost Read(string text, uint otherwise)
    {
        var (name, port) = text switch
        {
            ['[', ..] when text.IndexOf(']') is > 1 and var end => (text[1..end], text[(end + 1)..]),
            _ when text.Count(c => c == ':') == 1 => (text[..text.IndexOf(':')], text[text.IndexOf(':')..]),
            _ => (text, string.Empty), // A bare IPv6 address has more than one colon.
        };
        if (name.Length == 0)
        {
            throw new ArgumentException("its list of servers has an empty entry.");
        }

        if (port.Length == 0)
        {
            return new MySqlHost(name, otherwise);
        }

        return uint.TryParse(port.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && port[0] == ':' && number is > 0 and <= 65_535
            ? new MySqlHost(name, number)
            : throw new ArgumentException($"the port of its server {name} is no number from 1 to 65535.");
    }
}
