namespace Aspire.Hosting.ApplicationModel;

/// <summary>What databases can be added to: one MySQL (or MariaDB) server, or a group of them.</summary>
public interface IMySqlResource : IResourceWithConnectionString, IResourceWithWaitSupport
{
    /// <summary>
    /// The account of the clients: <c>root</c> in a container, an account with rights on its databases alone in a local server.
    /// </summary>
    string UserName { get; }

    /// <summary>The password of <see cref="UserName"/>, a secret.</summary>
    ParameterResource PasswordParameter { get; }
}
