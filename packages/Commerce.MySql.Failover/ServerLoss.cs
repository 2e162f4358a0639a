
namespace Commerce.MySql.Failover;

/// <summary>What an error says about the server that it came from.</summary>
public enum ServerLoss
{
    /// <summary>It is about the statement, or about the caller.</summary>
    None,

    /// <summary>The server answers, and takes no writes: it is not the primary, or not any more, or its group has no majority.</summary>
    NotPrimary,

    /// <summary>The server is gone or going, or the connection to it is.</summary>
    Gone,

    /// <summary>The server has not answered in time. It may hang, or merely be busy.</summary>
    Silent,
}
