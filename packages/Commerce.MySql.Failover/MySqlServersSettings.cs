using MySqlConnector;

namespace Commerce.MySql.Failover;

/// <summary>How the servers of one connection string are used.</summary>
/// <param name="Build">Makes the data source of one server from its connection string, for the caller's own settings and logging.</param>
public sealed record MySqlServersSettings(Func<string, MySqlDataSource> Build)
{
    /// <summary>
    /// For how long whoever wants the primary waits for one, counted from when it was lost; after that he is told at once. 0 or longer;
    /// default 5 s.
    /// </summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the servers are asked who is the primary while one is known. Longer than 0; default 1 s.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often they are asked while none is known. Longer than 0; default 250 ms.</summary>
    public TimeSpan SearchInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Hears of each change: the new primary, or null when it was lost.</summary>
    public Action<MySqlHost?>? Moved { get; init; }

    /// <summary>Hears why a server could not be asked, apart from one that is away.</summary>
    public Action<MySqlHost, Exception>? NotAsked { get; init; }
}
