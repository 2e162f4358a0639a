namespace Commerce.Hosting.MySql.Group;

/// <summary>A member of the group as one node sees it.</summary>
/// <param name="Id">The UUID of its server.</param>
internal sealed record GroupMember(string Id, MemberState State, bool IsPrimary);
