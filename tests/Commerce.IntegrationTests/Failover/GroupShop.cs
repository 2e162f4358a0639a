using Commerce.TestHost;
using Commerce.TestHost.Invariants;
using MySqlConnector;

namespace Commerce.IntegrationTests.Failover;

/// <summary>A shop whose database is a group of three servers.</summary>
public sealed class GroupShop : Shop
{
    private static readonly string[] Nodes = ["mysql-1", "mysql-2", "mysql-3"];

    /// <summary>The node that takes writes.</summary>
    public string Primary => Nodes.Single(node =>
        Stack.App.ResourceNotifications.TryGetCurrentState(node, out var now) && now.Snapshot.State?.Text == "ONLINE PRIMARY");

    public override async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Kills processes by signals.");
        await base.InitializeAsync();
    }

    public override ValueTask DisposeAsync() => Stack is null ? ValueTask.CompletedTask : base.DisposeAsync();

    public override async Task<IReadOnlyList<string>> BreachesAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var connection = new MySqlConnection(
            $"{await Stack.ConnectionStringAsync(Primary, ct)};Database={StackResources.CommerceDatabase}");
        await connection.OpenAsync(ct);
        return await InvariantChecker.BreachesAsync(connection);
    }

    protected override IReadOnlyList<string> Parts => [.. Nodes, .. StackResources.Services];

    protected override ValueTask<CommerceStackOptions> OptionsAsync() =>
        new(ShopSettings.QuickAndHonest(appHostArgs: ["--Commerce:Database=group", "--Commerce:MySql:Flavour="]));
}
