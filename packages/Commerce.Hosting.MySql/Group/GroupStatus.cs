namespace Commerce.Hosting.MySql.Group;

/// <summary>What all nodes said when they were asked last.</summary>
internal sealed record GroupStatus(IReadOnlyList<NodeReading> Nodes)
{
    /// <summary>The node that writes go to; null when there is none that takes them.</summary>
    public NodeReading? Primary => Nodes.FirstOrDefault(
        node => node is { HasMajority: true, IsPrimary: true, IsWritable: true, State: MemberState.Online });

    public int Online => Nodes.Count(node => node.State == MemberState.Online);

    /// <summary>How many nodes must have a commit so that it survives the loss of any one of them, and a majority is left.</summary>
    public int Needed => Nodes.Count / 2 + 1;

    /// <summary>There is a primary, and enough nodes hold what it commits.</summary>
    public bool IsWell => Primary is not null && Online >= Needed;

    /// <summary>A sentence for the user.</summary>
    public string Summary => Primary is { } primary
        ? $"{primary.Node} is the primary, and {Online} of {Nodes.Count} nodes are ONLINE."
        : $"There is no primary: {Online} of {Nodes.Count} nodes are ONLINE, and {Needed} must be.";
}
