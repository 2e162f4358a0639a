namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a MySQL server of the application runs as.</summary>
public enum MySqlRunAs
{
    /// <summary>A container when Docker or Podman answers, else a process.</summary>
    Auto,

    /// <summary>A container.</summary>
    Container,

    /// <summary>A process on this machine, whether an engine answers or not.</summary>
    Process,
}
