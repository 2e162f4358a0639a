using Commerce.Hosting.MySql.Local;

namespace Commerce.Hosting.MySql;

/// <summary>
/// A mysqld as a process of the application. Which program it is, <see cref="PrepareLocalServer"/> finds out before the start.
/// </summary>
internal sealed class MySqlProcess(string name, ParameterResource password) : ExecutableResource(name, "mysqld", "."), IMySqlServerResource
{
    public EndpointReference PrimaryEndpoint => new(this, "tcp");

    // Not "localhost", which may be ::1, where the server does not listen.
    public ReferenceExpression Host => ReferenceExpression.Create($"127.0.0.1");

    public string UserName => "app";

    public ParameterResource PasswordParameter => password;

    // The loopback needs no TLS, and with the key that the server hands out instead of it the password is not sent openly either.
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"Server={Host};Port={PrimaryEndpoint.Property(EndpointProperty.Port)};User "
        + $"ID={UserName};Password={password};SslMode=None;AllowPublicKeyRetrieval=True");
}
