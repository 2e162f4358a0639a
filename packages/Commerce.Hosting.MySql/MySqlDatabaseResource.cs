namespace Aspire.Hosting.ApplicationModel;

/// <summary>One database of a server or a group.</summary>
/// <param name="databaseName">Its name there.</param>
public sealed class MySqlDatabaseResource(string name, string databaseName, IMySqlResource parent)
    : Resource(name), IResourceWithConnectionString, IResourceWithParent<IMySqlResource>
{
    /// <inheritdoc/>
    public IMySqlResource Parent => parent;

    /// <summary>Its name there.</summary>
    public string DatabaseName => databaseName;

    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{parent};Database={databaseName}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        [.. parent.GetConnectionProperties(), new("DatabaseName", ReferenceExpression.Create($"{databaseName}"))];
}
