namespace Commerce.TestHost;

/// <summary>How a stack under test differs from the one that a user starts.</summary>
public sealed class CommerceStackOptions
{
    private readonly List<(string Resource, string Name, string Value)> _environment = [];
    private readonly List<(string Resource, string Settings)> _databaseSettings = [];

    /// <summary>Start the database alone: for tests that host a service inside the test process.</summary>
    public bool DatabaseOnly { get; init; }

    /// <summary>The services refuse as early as a user's do, instead of with the patience that a test on a slow machine needs.</summary>
    public bool LimitsAsShipped { get; init; }

    /// <summary>Further arguments of the AppHost, for example <c>--Commerce:Ports:Api=9080</c>. They win over the test's own.</summary>
    public IReadOnlyList<string> AppHostArgs { get; init; } = [];

    /// <summary>Where the database keeps its files. A folder given here is left in place; else a fresh one is made and deleted.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Further arguments of the database server, for example <c>--skip-log-bin</c>. They win over the AppHost's own.</summary>
    public IReadOnlyList<string> DatabaseServerArgs { get; init; } = [];

    /// <summary>How long the whole start may take. Generous by default: it is a limit for a hang, not a measure of speed.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromMinutes(5);

    internal IReadOnlyList<(string Resource, string Name, string Value)> Environment => _environment;

    internal IReadOnlyList<(string Resource, string Settings)> DatabaseSettings => _databaseSettings;

    /// <summary>
    /// Sets an environment variable of one service, for example (<c>commerce-api</c>, <c>Pg__ReadTimeout</c>, <c>00:00:01</c>).
    /// </summary>
    public CommerceStackOptions With(string resource, string name, string value)
    {
        _environment.Add((resource, name, value));
        return this;
    }

    /// <summary>
    /// Adds to the connection string with which one service reaches <see cref="StackResources.CommerceDatabase"/>, for example
    /// (<c>commerce-api</c>, <c>MaximumPoolSize=10</c>).
    /// </summary>
    public CommerceStackOptions WithDatabaseSettings(string resource, string settings)
    {
        _databaseSettings.Add((resource, settings));
        return this;
    }
}
