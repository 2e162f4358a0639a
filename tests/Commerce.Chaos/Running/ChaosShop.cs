using Commerce.Chaos.Network;
using Commerce.Chaos.Schedules;
using Commerce.TestHost;
using MySqlConnector;

namespace Commerce.Chaos.Running;

/// <summary>The whole stack as real processes, with a breakable link between any two of them.</summary>
internal sealed class ChaosShop : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private ChaosShop(CommerceStack stack, DirectoryInfo folder, IReadOnlyDictionary<Link, Relay> links, OutsideSystems? outside)
    {
        (Stack, _folder, Links, Outside) = (stack, folder, links, outside);
        Points = new PointCounts(stack);
        Dials = new PgDials(() => new HttpClient { BaseAddress = stack.AddressOf(StackResources.PgSimulator) });
    }

    public CommerceStack Stack { get; }

    public IReadOnlyDictionary<Link, Relay> Links { get; }

    /// <summary>Who is told by webhooks, and the telemetry's collector; null: there are none.</summary>
    public OutsideSystems? Outside { get; }

    /// <summary>Where a payment window sends the buyer back to: the one address that the PG may call.</summary>
    public Uri WindowLeadsTo => new($"http://127.0.0.1:{Links[Link.PgToApi].Port}");

    public PgDials Dials { get; }

    public PointCounts Points { get; }

    /// <summary>Starts a stack on free ports; whoever asks another process asks a relay.</summary>
    /// <param name="outside">Disposed with the stack.</param>
    public static async Task<ChaosShop> StartAsync(StackShape shape, CancellationToken ct, OutsideSystems? outside = null)
    {
        var ports = new ChaosPorts(Api: FreePort.Next(), Pg: FreePort.Next(), Database: FreePort.Next());
        var links = new Dictionary<Link, Relay>
        {
            [Link.ApiToPg] = Relay.To(ports.Pg),
            [Link.WorkerToPg] = Relay.To(ports.Pg),
            [Link.PgToApi] = Relay.To(ports.Api),
            [Link.ApiToDatabase] = Relay.To(ports.Database),
            [Link.WorkerToDatabase] = Relay.To(ports.Database),
        };
        var folder = Directory.CreateTempSubdirectory("commerce-chaos-");
        try
        {
            var options = ChaosSettings.Of(folder.FullName, ports, links, shape);
            outside?.AddTo(options);
            return new ChaosShop(await CommerceStack.CreateAsync(options, ct), folder, links, outside);
        }
        catch
        {
            await DisposeAsync(links);
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>A connection of the database's administrator, who is let in when nobody else is.</summary>
    public async Task<MySqlConnection> OpenServerAsync(CancellationToken ct)
    {
        var connection = new MySqlConnection(DatabaseAdministrator.ConnectionString(_folder.FullName));
        await connection.OpenAsync(ct);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        Dials.Dispose();
        await Stack.DisposeAsync();
        await DisposeAsync(Links);
        if (Outside is not null)
        {
            await Outside.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static async Task DisposeAsync(IReadOnlyDictionary<Link, Relay> links)
    {
        foreach (var relay in links.Values)
        {
            await relay.DisposeAsync();
        }
    }
}
