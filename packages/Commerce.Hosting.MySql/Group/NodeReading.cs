namespace Commerce.Hosting.MySql.Group;

/// <summary>What one node said of itself and of the group when it was asked last.</summary>
internal sealed record NodeReading(string Node)
{
    /// <summary>The UUID of its server; empty while it does not answer.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>All members of the group that it is in, as it sees them; empty when it is in none.</summary>
    public IReadOnlyList<GroupMember> Members { get; init; } = [];

    /// <summary>What it has executed, and what it was given and has yet to execute.</summary>
    public GtidSet Transactions { get; init; } = GtidSet.Parse(string.Empty);

    /// <summary>Neither read only nor offline.</summary>
    public bool IsWritable { get; init; }

    /// <summary>It lets no clients in, because it left the group against its will.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Why it does not answer, or why the last thing that it was told failed.</summary>
    public string? Fault { get; init; }

    public MemberState State => Id.Length == 0
        ? MemberState.Silent
        : Members.FirstOrDefault(member => member.Id == Id)?.State ?? MemberState.Offline;

    public bool IsPrimary => IsInGroup && Members.Any(member => member.Id == Id && member.IsPrimary);

    public bool IsInGroup => State is MemberState.Online or MemberState.Recovering;

    /// <summary>It answers and could be told to join a group, or to form one.</summary>
    public bool IsOutside => State is MemberState.Offline or MemberState.Error;

    /// <summary>It is in a group, and hears more than half of it: a group without that decides nothing.</summary>
    public bool HasMajority => IsInGroup && Members.Count(member => member.State != MemberState.Unreachable) * 2 > Members.Count;
}
