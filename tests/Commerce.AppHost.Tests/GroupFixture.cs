using System.Globalization;
using Commerce.TestHost;
using MySqlConnector;

namespace Commerce.AppHost.Tests;

/// <summary>A group of three nodes for the tests of a class, each of which leaves all three in it.</summary>
public sealed class GroupFixture : IAsyncLifetime
{
    public static readonly string[] Nodes = ["mysql-1", "mysql-2", "mysql-3"];

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static CommerceStackOptions Options(string? folder = null) => new()
    {
        DatabaseOnly = true,
        DataFolder = folder,
        AppHostArgs = ["--Commerce:Database=group", "--Commerce:MySql:Flavour="],
    };

    public CommerceStack Stack { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Kills processes by signals.");
        Stack = await CommerceStack.CreateAsync(Options(), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => Stack?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>The state that a node shows in the dashboard.</summary>
    public string StateOf(string resource) =>
        Stack.App.ResourceNotifications.TryGetCurrentState(resource, out var now) ? now.Snapshot.State?.Text ?? string.Empty : string.Empty;

    public string PropertyOf(string resource, string property) =>
        Stack.App.ResourceNotifications.TryGetCurrentState(resource, out var now)
            ? $"{now.Snapshot.Properties.FirstOrDefault(p => p.Name == property)?.Value}"
            : string.Empty;

    public string Primary => Nodes.Single(node => StateOf(node) == "ONLINE PRIMARY");

    public Task WholeAsync(CancellationToken ct) => UntilAsync(
        () => Nodes.Count(node => StateOf(node) == "ONLINE PRIMARY") == 1 && Nodes.Count(node => StateOf(node) == "ONLINE SECONDARY") == 2,
        ct);

    /// <summary>A primary is shown among the nodes that are not <paramref name="gone"/>.</summary>
    public async Task<string> NewPrimaryAsync(string gone, CancellationToken ct)
    {
        var others = Nodes.Where(node => node != gone).ToList();
        await UntilAsync(() => others.Exists(node => StateOf(node) == "ONLINE PRIMARY"), ct);
        return others.Single(node => StateOf(node) == "ONLINE PRIMARY");
    }

    public async Task UntilAsync(Func<bool> isReached, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            while (!isReached())
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            var states = string.Join(", ", Nodes.Select(node => $"{node} {StateOf(node)}"));
            Assert.Fail($"{states}; the group waits for: {PropertyOf("mysql", "group.waits")}\n{Stack.OutputTail()}");
        }
    }

    public async Task<string?> ReadAsync(string node, string sql, CancellationToken ct)
    {
        var text = $"{await Stack.ConnectionStringAsync(node, ct)};Database=commerce;Pooling=False;GuidFormat=None";
        await using var connection = new MySqlConnection(text);
        await connection.OpenAsync(ct);
        await using var command = new MySqlCommand(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }
}
