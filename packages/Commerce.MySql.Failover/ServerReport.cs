namespace Commerce.MySql.Failover;

/// <summary>What one server says about itself.</summary>
/// <param name="Role">As what it may be used.</param>
/// <param name="View">
/// The number of the group's view that it knows: of two that call themselves primary, the one of the later view is.
/// </param>
internal readonly record struct ServerReport(ServerRole Role, long View = 0);

/// <summary>As what a server may be used.</summary>
internal enum ServerRole
{
    /// <summary>It has not answered in time: it hangs, or is busy.</summary>
    Silent,

    /// <summary>It cannot be reached.</summary>
    Gone,

    /// <summary>It answers and may not be used: it is joining its group, has left it, or sees no majority of it.</summary>
    Unfit,

    /// <summary>A secondary that is up to date but for what is on its way to it.</summary>
    Secondary,

    /// <summary>The primary, and a majority of the group is with it.</summary>
    Primary,

    /// <summary>It is in no group, and takes no writes.</summary>
    AloneReadOnly,

    /// <summary>It is in no group, and takes writes.</summary>
    AloneWritable,
}
