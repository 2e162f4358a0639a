using Commerce.TestHost;
using MySqlConnector;

namespace Commerce.AppHost.Tests;

/// <summary>Three real nodes. Each test leaves all of them in the group.</summary>
public sealed class GroupTests(GroupFixture group) : IClassFixture<GroupFixture>
{
    private const string States =
        "SELECT GROUP_CONCAT(member_state, ' ', member_role ORDER BY member_role) FROM performance_schema.replication_group_members";

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_survives_kill_9_of_the_primary_and_the_node_joins_again_when_it_is_started()
    {
        await group.WholeAsync(_ct);
        var first = group.Primary;
        await group.ReadAsync(first, "CREATE TABLE survivors (id INT PRIMARY KEY); INSERT INTO survivors VALUES (42)", _ct);
        Assert.Equal("ONLINE PRIMARY,ONLINE SECONDARY,ONLINE SECONDARY", await group.ReadAsync(first, States, _ct));

        var killed = await group.Stack.App.ResourceCommands.ExecuteCommandAsync(first, "kill", _ct);

        Assert.True(killed.Success, killed.Message);
        var second = await group.NewPrimaryAsync(first, _ct);
        Assert.Equal("42", await group.ReadAsync(second, "SELECT id FROM survivors", _ct));
        await group.ReadAsync(second, "INSERT INTO survivors VALUES (43)", _ct);
        await group.Stack.StartAsync(first, _ct);
        await group.WholeAsync(_ct);
        Assert.Equal("42,43", await group.ReadAsync(first, "SELECT GROUP_CONCAT(id ORDER BY id) FROM survivors", _ct));
        Assert.Equal(("ONLINE", "SECONDARY"), (group.PropertyOf(first, "member.state"), group.PropertyOf(first, "member.role")));
        Assert.Equal((second, "3 of 3"), (group.PropertyOf("mysql", "group.primary"), group.PropertyOf("mysql", "group.online")));
    }

    [Fact]
    public async Task A_group_that_was_down_whole_is_formed_by_the_node_with_the_most_transactions_and_only_when_all_answer()
    {
        await group.WholeAsync(_ct);
        var primary = group.Primary;
        var (stale, last) = (GroupFixture.Nodes.First(node => node != primary), GroupFixture.Nodes.Last(node => node != primary));
        await group.ReadAsync(primary, "CREATE TABLE lasting (id INT PRIMARY KEY)", _ct);

        // The stale one lacks the row that the two others acknowledge.
        await group.Stack.StopAsync(stale, _ct);
        await group.ReadAsync(primary, "INSERT INTO lasting VALUES (7)", _ct);
        await group.Stack.KillAsync(last, _ct);
        await group.Stack.KillAsync(primary, _ct);

        await StartProcessAsync(stale);
        await group.UntilAsync(
            () => group.StateOf(stale) == "OFFLINE"
                && group.PropertyOf("mysql", "group.waits").Contains(" may have commits ", StringComparison.Ordinal), _ct);
        await Assert.ThrowsAsync<MySqlException>(() => group.ReadAsync(stale, "INSERT INTO lasting VALUES (8)", _ct));

        await StartProcessAsync(primary);
        await StartProcessAsync(last);
        await group.WholeAsync(_ct);

        Assert.NotEqual(stale, group.Primary);
        foreach (var node in GroupFixture.Nodes)
        {
            Assert.Equal("7", await group.ReadAsync(node, "SELECT GROUP_CONCAT(id) FROM lasting", _ct));
            Assert.Equal("ONLINE PRIMARY,ONLINE SECONDARY,ONLINE SECONDARY", await group.ReadAsync(node, States, _ct));
        }
    }

    [Fact]
    public async Task The_clients_account_may_find_the_primary_and_no_node_but_it_takes_writes()
    {
        await group.WholeAsync(_ct);
        var secondary = GroupFixture.Nodes.First(node => node != group.Primary);

        var found = await group.ReadAsync(
            secondary, "SELECT member_port FROM performance_schema.replication_group_members WHERE member_role = 'PRIMARY'", _ct);

        Assert.Contains($"Port={found};", await group.Stack.ConnectionStringAsync(group.Primary, _ct), StringComparison.Ordinal);
        var refusal = await Assert.ThrowsAsync<MySqlException>(() => group.ReadAsync(secondary, "CREATE TABLE astray (id INT)", _ct));
        Assert.Equal(MySqlErrorCode.OptionPreventsStatement, refusal.ErrorCode);
        var text = await group.Stack.ConnectionStringAsync(StackResources.CommerceDatabase, _ct);
        Assert.Matches(@"^Server=127\.0\.0\.1:\d+,127\.0\.0\.1:\d+,127\.0\.0\.1:\d+;User ID=app;.*;Database=commerce$", text);
    }

    // The node waits for the others, so not until it is well.
    private async Task StartProcessAsync(string node)
    {
        var started = await group.Stack.App.ResourceCommands.ExecuteCommandAsync(node, "start", _ct);
        Assert.True(started.Success, started.Message);
    }
}
