namespace Commerce.Hosting.MySql.Group;

/// <summary>What <c>performance_schema.replication_group_members</c> says of a member, or that a node says nothing.</summary>
internal enum MemberState
{
    /// <summary>The node does not answer.</summary>
    Silent,

    /// <summary>It answers and is in no group.</summary>
    Offline,

    /// <summary>It is in the group and catches up.</summary>
    Recovering,

    /// <summary>It is in the group and has what the group has.</summary>
    Online,

    /// <summary>It has left the group, not of its own will.</summary>
    Error,

    /// <summary>The node that tells of it does not hear it.</summary>
    Unreachable,
}
