using System.Globalization;
using MySqlConnector;

namespace Commerce.Hosting.MySql.Group;

/// <summary>
/// Asks one node what it is, and tells it to join or to form the group, with the account that the nodes have among themselves.
/// </summary>
internal sealed class GroupNodeClient(IMySqlGroupNode node)
{
    private const uint PatienceSeconds = 2;
    private const uint StartPatienceSeconds = 120; // A join waits until the others have let it in.

    private const string Reading = """
        SELECT @@server_uuid, @@super_read_only OR @@read_only OR @@offline_mode, @@offline_mode, @@gtid_executed,
            (SELECT received_transaction_set FROM performance_schema.replication_connection_status
             WHERE channel_name = 'group_replication_applier');
        SELECT member_id, member_state, member_role FROM performance_schema.replication_group_members;
        """;

    public string Node => node.Name;

    public async Task<NodeReading> ReadAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(PatienceSeconds));
        try
        {
            await using var connection = await OpenAsync(PatienceSeconds, limit.Token);
            await using var command = new MySqlCommand(Reading, connection);
            await using var answer = await command.ExecuteReaderAsync(limit.Token);
            await answer.ReadAsync(limit.Token);
            var reading = new NodeReading(node.Name)
            {
                Id = answer.GetString(0),
                IsWritable = !answer.GetBoolean(1),
                IsClosed = answer.GetBoolean(2),
                Transactions = GtidSet.Parse(answer.GetString(3))
                    .Union(GtidSet.Parse(answer.IsDBNull(4) ? string.Empty : answer.GetString(4))),
            };
            await answer.NextResultAsync(limit.Token);
            return reading with { Members = await MembersAsync(answer, limit.Token) };
        }
        catch (Exception e) when (e is MySqlException or FormatException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return new NodeReading(node.Name) { Fault = e.Message };
        }
    }

    /// <summary>Lets it join the group that there is. One that left against its will leaves the rest of it behind first.</summary>
    /// <returns>Why it did not; null when it did.</returns>
    public async Task<string?> JoinAsync(CancellationToken ct) => await TryAsync($"STOP GROUP_REPLICATION; {await StartAsync(ct)}", ct);

    /// <summary>Lets it be the first of a group. Only ever for one node, and when no other is in one.</summary>
    /// <returns>Why it did not; null when it did.</returns>
    public async Task<string?> FormAsync(CancellationToken ct)
    {
        try
        {
            return await TryAsync(
                $"STOP GROUP_REPLICATION; SET GLOBAL group_replication_bootstrap_group = ON; {await StartAsync(ct)}", ct);
        }
        finally
        {
            // Whatever came of it: the next start of this node must not form a second group.
            await TryAsync("SET GLOBAL group_replication_bootstrap_group = OFF", CancellationToken.None);
        }
    }

    /// <summary>Lets clients in again. A node that left the group against its will closed itself to them.</summary>
    public Task<string?> OpenToClientsAsync(CancellationToken ct) => TryAsync("SET GLOBAL offline_mode = OFF", ct);

    private async Task<string> StartAsync(CancellationToken ct) =>
        $"START GROUP_REPLICATION USER = '{node.GroupUser}', PASSWORD = '{await node.GroupPasswordAsync(ct)}'";

    private async Task<string?> TryAsync(string statements, CancellationToken ct)
    {
        try
        {
            await using var connection = await OpenAsync(StartPatienceSeconds, ct);
            await using var command = new MySqlCommand(statements, connection);
            await command.ExecuteNonQueryAsync(ct);
            return null;
        }
        catch (MySqlException e)
        {
            return e.Message;
        }
    }

    // Not pooled: a connection that is kept open holds up the server's shutdown.
    private async Task<MySqlConnection> OpenAsync(uint commandSeconds, CancellationToken ct)
    {
        var (host, port) = await node.AddressAsync(ct);
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder
        {
            Server = host,
            Port = port,
            UserID = node.GroupUser,
            Password = await node.GroupPasswordAsync(ct),
            SslMode = MySqlSslMode.None, // It stays on this machine.
            AllowPublicKeyRetrieval = true,
            GuidFormat = MySqlGuidFormat.None, // A member's id is text.
            Pooling = false,
            ConnectionTimeout = PatienceSeconds,
            DefaultCommandTimeout = commandSeconds,
        }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<List<GroupMember>> MembersAsync(MySqlDataReader answer, CancellationToken ct)
    {
        var members = new List<GroupMember>();
        while (await answer.ReadAsync(ct))
        {
            members.Add(new GroupMember(answer.GetString(0), StateOf(answer.GetString(1)), answer.GetString(2) == "PRIMARY"));
        }

        return members;
    }

    private static MemberState StateOf(string text) => text switch
    {
        "ONLINE" => MemberState.Online,
        "RECOVERING" => MemberState.Recovering,
        "ERROR" => MemberState.Error,
        "UNREACHABLE" => MemberState.Unreachable,
        "OFFLINE" => MemberState.Offline,
        _ => throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"No member has the state '{text}'.")),
    };
}
