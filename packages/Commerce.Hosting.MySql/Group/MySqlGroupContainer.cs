using System.Globalization;

namespace Commerce.Hosting.MySql.Group;

/// <summary>A node of a group in a container. The others reach it by its name.</summary>
/// <param name="number">From 1.</param>
internal sealed class MySqlGroupContainer(string name, int number, ParameterResource password) : ContainerResource(name), IMySqlGroupNode
{
    /// <summary>Where the other nodes reach it; each container has ports of its own.</summary>
    public const int GroupPort = 33061;

    public int Number => number;

    public EndpointReference PrimaryEndpoint => new(this, "tcp");

    public ReferenceExpression Host => ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Host)}");

    public string UserName => "root";

    public ParameterResource PasswordParameter => password;

    public string GroupUser => UserName;

    public bool HasCopyToTakeUp => false; // Its files are the engine's.

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"Server={Host};Port={PrimaryEndpoint.Property(EndpointProperty.Port)};User ID={UserName};Password={password}");

    public async Task<string> GroupPasswordAsync(CancellationToken ct) => await password.GetValueAsync(ct) ?? string.Empty;

    public async Task<(string Host, uint Port)> AddressAsync(CancellationToken ct)
    {
        var host = await PrimaryEndpoint.Property(EndpointProperty.Host).GetValueAsync(ct);
        var port = await PrimaryEndpoint.Property(EndpointProperty.Port).GetValueAsync(ct);
        return (host!, uint.Parse(port!, CultureInfo.InvariantCulture));
    }
}
