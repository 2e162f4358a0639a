namespace Aspire.Hosting.ApplicationModel;

/// <summary>One database of a server.</summary>
/// <param name="databaseName">Its name on the server.</param>
public sealed class MySqlDatabaseResource(string name, string databaseName, IMySqlServerResource parent)
    : Resource(name), IResourceWithConnectionString, IResourceWithParent<IMySqlServerResource>
{
    /// <inheritdoc/>
    public IMySqlServerResource Parent => parent;

    /// <summary>Its name on the server.</summary>
    public string DatabaseName => databaseName;

    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{parent};Database={databaseName}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        [.. parent.GetConnectionProperties(), new("DatabaseName", ReferenceExpression.Create($"{databaseName}"))];
}
