namespace Commerce.MySql.Failover;

/// <summary>What a server was when it was last asked.</summary>
public enum ServerState
{
    /// <summary>It takes writes, and a majority of the group is with it.</summary>
    Primary,

    /// <summary>It is up to date but for what is on its way to it.</summary>
    Secondary,

    /// <summary>It answers and may not be used: it is joining its group, has left it, sees no majority of it, or was the primary.</summary>
    Unfit,

    /// <summary>It cannot be reached, or has not answered in time.</summary>
    Away,
}
