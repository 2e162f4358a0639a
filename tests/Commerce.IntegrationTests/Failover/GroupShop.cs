using Commerce.TestHost;
using Commerce.TestHost.Invariants;
using MySqlConnector;

namespace Commerce.IntegrationTests.Failover;

/// <summary>A shop whose database is a group of three servers.</summary>
public sealed class GroupShop : Shop
{
    public static readonly IReadOnlyList<string> Nodes = ["mysql-1", "mysql-2", "mysql-3"];

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("commerce-group-");

    /// <summary>The node that takes writes.</summary>
    public string Primary => Nodes.Single(node => StateOf(node) == "ONLINE PRIMARY");

    public override async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Kills processes by signals.");
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await (Stack is null ? ValueTask.CompletedTask : base.DisposeAsync());
        _folder.Delete(recursive: true);
    }

    /// <summary>The state that a node shows in the dashboard.</summary>
    public string? StateOf(string node) =>
        Stack.App.ResourceNotifications.TryGetCurrentState(node, out var now) ? now.Snapshot.State?.Text : null;

    /// <summary>Waits until all nodes are in the group, and one is the primary.</summary>
    public Task WholeAsync(CancellationToken ct) => UntilAsync(
        () => Nodes.Count(node => StateOf(node) == "ONLINE PRIMARY") == 1
            && Nodes.Count(node => StateOf(node) == "ONLINE SECONDARY") == Nodes.Count - 1,
        ct);

    /// <summary>The node that takes writes in the place of one that was lost; it is waited for.</summary>
    public async Task<string> NextPrimaryAsync(string lost, CancellationToken ct)
    {
        var others = Nodes.Where(node => node != lost).ToList();
        await UntilAsync(() => others.Exists(node => StateOf(node) == "ONLINE PRIMARY"), ct);
        return others.First(node => StateOf(node) == "ONLINE PRIMARY");
    }

    /// <summary>Where a node takes connections on this machine.</summary>
    public async Task<int> PortOfAsync(string node, CancellationToken ct) =>
        (int)new MySqlConnectionStringBuilder(await Stack.ConnectionStringAsync(node, ct)).Port;

    /// <summary>The folder in which a node keeps its data.</summary>
    public string DataOf(string node) => Path.Combine(_folder.FullName, node, "data");

    /// <summary>A connection of a node's administrator.</summary>
    public async Task<MySqlConnection> OpenAsRootAsync(string node, CancellationToken ct)
    {
        var connection = new MySqlConnection(DatabaseAdministrator.ConnectionString(_folder.FullName, node));
        await connection.OpenAsync(ct);
        return connection;
    }

    /// <summary>The invariants on the primary, and that what one node has all of them have.</summary>
    public override async Task<IReadOnlyList<string>> BreachesAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var connection = new MySqlConnection(
            $"{await Stack.ConnectionStringAsync(Primary, ct)};Database={StackResources.CommerceDatabase}");
        await connection.OpenAsync(ct);
        return [.. await InvariantChecker.BreachesAsync(connection), .. await new ComparedNodes(this).DifferencesAsync(ct)];
    }

    protected override IReadOnlyList<string> Parts => [.. Nodes, .. StackResources.Services];

    protected override ValueTask<CommerceStackOptions> OptionsAsync() => new(ShopSettings.QuickAndHonest(
        _folder.FullName, appHostArgs: ["--Commerce:Database=group", "--Commerce:MySql:Flavour="]));

    private async Task UntilAsync(Func<bool> isReached, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        while (!isReached())
        {
            Assert.False(
                limit.IsCancellationRequested && !ct.IsCancellationRequested,
                $"{string.Join(", ", Nodes.Select(node => $"{node} {StateOf(node)}"))}\n{Stack.OutputTail()}");
            await Task.Delay(Pause, TimeProvider.System, ct);
        }
    }
}
