namespace Commerce.AppHost.MySql;

/// <summary>A mysqld as a process of the stack.</summary>
internal sealed class MySqlProcessResource(string name, string command, string folder, ParameterResource password)
    : ExecutableResource(name, command, folder), IResourceWithConnectionString
{
    private EndpointReference Endpoint => new(this, "tcp");

    // The loopback needs no TLS, and with the key that the server hands out instead of it the password is not sent openly either.
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"Server=127.0.0.1;Port={Endpoint.Property(EndpointProperty.Port)};User ID=commerce;Password={password};SslMode=None;AllowPublicKeyRetrieval=True");
}

/// <summary>The official image, run by a container engine.</summary>
internal sealed class MySqlContainerResource(string name, ParameterResource password) : ContainerResource(name), IResourceWithConnectionString
{
    private EndpointReference Endpoint => new(this, "tcp");

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"Server={Endpoint.Property(EndpointProperty.Host)};Port={Endpoint.Property(EndpointProperty.Port)};User ID=root;Password={password}");
}

/// <summary>One database of a server.</summary>
internal sealed class MySqlDatabaseResource(string name, IResourceWithConnectionString server)
    : Resource(name), IResourceWithConnectionString, IResourceWithParent<IResourceWithConnectionString>
{
    public IResourceWithConnectionString Parent => server;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{server};Database={Name}");
}
