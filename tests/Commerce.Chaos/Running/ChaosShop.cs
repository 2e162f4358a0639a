using Commerce.Chaos.Network;
using Commerce.TestHost;
using MySqlConnector;

namespace Commerce.Chaos.Running;

/// <summary>The whole stack as real processes, with a breakable link between any two of them.</summary>
internal sealed class ChaosShop : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private ChaosShop(CommerceStack stack, DirectoryInfo folder, IReadOnlyDictionary<Link, Relay> links)
    {
        (Stack, _folder, Links) = (stack, folder, links);
        Dials = new PgDials(() => new HttpClient { BaseAddress = stack.AddressOf(StackResources.PgSimulator) });
    }

    public CommerceStack Stack { get; }

    public IReadOnlyDictionary<Link, Relay> Links { get; }

    public PgDials Dials { get; }

    /// <summary>Starts a stack on free ports; whoever asks another process asks a relay.</summary>
    public static async Task<ChaosShop> StartAsync(CancellationToken ct)
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
            return new ChaosShop(await CommerceStack.CreateAsync(ChaosSettings.Of(folder.FullName, ports, links), ct), folder, links);
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
