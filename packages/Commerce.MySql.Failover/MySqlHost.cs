namespace Commerce.MySql.Failover;

/// <summary>One server of a connection string.</summary>
/// <param name="Name">Its name or address, as the connection string has it.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record MySqlHost(string Name, uint Port)
{
    /// <summary>As it is written in a connection string: <c>host:port</c>.</summary>
    public override string ToString() => $"{Name}:{Port}";
}
