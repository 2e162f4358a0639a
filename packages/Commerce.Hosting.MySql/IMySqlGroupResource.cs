namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// Several MySQL servers that hold the same data by Group Replication; one of them, the primary, takes the writes. Its connection string
/// names all of them: <c>Server=host:port,host:port,...</c>.
/// </summary>
public interface IMySqlGroupResource : IMySqlResource
{
    /// <summary>Its servers. Any of them may be the primary.</summary>
    IReadOnlyList<IMySqlServerResource> Nodes { get; }

    /// <summary>All of them, as <c>host:port,host:port,...</c>.</summary>
    ReferenceExpression Hosts { get; }

    /// <inheritdoc/>
    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
    [
        new("Hosts", Hosts),
        new("Username", ReferenceExpression.Create($"{UserName}")),
        new("Password", ReferenceExpression.Create($"{PasswordParameter}")),
    ];
}
