namespace Commerce.Hosting.MySql;

/// <summary>The official image, run by a container engine.</summary>
internal sealed class MySqlContainer(string name, ParameterResource password) : ContainerResource(name), IMySqlServerResource
{
    public EndpointReference PrimaryEndpoint => new(this, "tcp");

    public ReferenceExpression Host => ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Host)}");

    public string UserName => "root";

    public ParameterResource PasswordParameter => password;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"Server={Host};Port={PrimaryEndpoint.Property(EndpointProperty.Port)};User ID={UserName};Password={password}");
}
