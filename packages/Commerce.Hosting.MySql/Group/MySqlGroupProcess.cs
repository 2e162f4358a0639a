using Commerce.Hosting.MySql.Local;

namespace Commerce.Hosting.MySql.Group;

/// <summary>A node of a group as a process of the application.</summary>
/// <param name="number">From 1.</param>
/// <param name="port">Where clients reach it.</param>
/// <param name="groupPort">Where the other nodes reach it.</param>
internal sealed class MySqlGroupProcess(
    string name, int number, int port, int groupPort, ParameterResource password, Func<MySqlDataFolder> folder)
    : ExecutableResource(name, "mysqld", "."), IMySqlGroupNode
{
    public int Number => number;

    public int Port => port;

    public int GroupPort => groupPort;

    public EndpointReference PrimaryEndpoint => new(this, "tcp");

    public ReferenceExpression Host => ReferenceExpression.Create($"127.0.0.1");

    public string UserName => "app";

    public ParameterResource PasswordParameter => password;

    public string GroupUser => "replication";

    // Written when the copy is complete, and gone when a start has taken it up.
    public bool HasCopyToTakeUp =>
        File.Exists(Path.Combine(folder().OfNode(Name).DataOf(MySqlFlavour.MySql), "#clone", "#status_fix"));

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"Server={Host};Port={PrimaryEndpoint.Property(EndpointProperty.Port)};User "
        + $"ID={UserName};Password={password};SslMode=None;AllowPublicKeyRetrieval=True");

    public Task<string> GroupPasswordAsync(CancellationToken ct) => Task.FromResult(folder().GroupPassword);

    public Task<(string Host, uint Port)> AddressAsync(CancellationToken ct) => Task.FromResult(("127.0.0.1", (uint)port));
}
