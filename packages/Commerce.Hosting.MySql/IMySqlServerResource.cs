namespace Aspire.Hosting.ApplicationModel;

/// <summary>A MySQL (or MariaDB) server of the application: the official image in a container, or a process on this machine.</summary>
public interface IMySqlServerResource : IMySqlResource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints
{
    /// <summary>The endpoint of MySQL's protocol.</summary>
    EndpointReference PrimaryEndpoint { get; }

    /// <summary>Where clients reach it.</summary>
    ReferenceExpression Host { get; }

    /// <inheritdoc/>
    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
    [
        new("Host", Host),
        new("Port", ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Port)}")),
        new("Username", ReferenceExpression.Create($"{UserName}")),
        new("Password", ReferenceExpression.Create($"{PasswordParameter}")),
    ];
}
