using System.Diagnostics.Metrics;
using Commerce.MySql.Failover;
using Commerce.ServiceDefaults.Names;

namespace Commerce.Core.Persistence;

/// <summary>
/// Whether this process knows a database that takes writes, and what its servers are: as they were last seen by whoever looks anyway.
/// Several servers are asked every second while one works on them; one is asked by probes alone, and is the primary when it answers.
/// </summary>
internal sealed class DatabaseGauges
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Commerce.Database";

    private static readonly ServerState[] Every = Enum.GetValues<ServerState>();

    private readonly MySqlServers _servers;
    private readonly DatabaseHealthCheck _check;

    public DatabaseGauges(IMeterFactory meterFactory, MySqlServers servers, DatabaseHealthCheck check)
    {
        (_servers, _check) = (servers, check);
        var meter = meterFactory.Create(Name);
        meter.CreateObservableGauge(
            "commerce.database.primary", ObservePrimary, "{server}",
            "1 when a database that takes writes was found at the last look, else 0.");
        meter.CreateObservableGauge(
            "commerce.database.members", ObserveMembers, "{server}",
            "The servers of the connection string, by what each was at the last look.");
    }

    private IReadOnlyList<ServerState> LastSeen() =>
        _servers.HasSeveral ? _servers.States : _check.LastFound is { } found ? [found] : [];

    private IEnumerable<Measurement<int>> ObservePrimary() => LastSeen() is { Count: > 0 } seen
        ? [new Measurement<int>(seen.Count(state => state == ServerState.Primary))]
        : [];

    private IEnumerable<Measurement<int>> ObserveMembers() => LastSeen() is { Count: > 0 } seen
        ? Every.Select(state => new Measurement<int>(
            seen.Count(other => other == state),
            new KeyValuePair<string, object?>("commerce.database.member.state", ExactName<ServerState>.Of(state))))
        : [];
}
