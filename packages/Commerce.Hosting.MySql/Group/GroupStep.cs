namespace Commerce.Hosting.MySql.Group;

/// <summary>What is to be done so that the nodes are one group.</summary>
internal abstract record GroupStep
{
    /// <summary>All that answer are in it.</summary>
    internal sealed record Nothing : GroupStep;

    /// <summary>These are told to join it.</summary>
    internal sealed record Join(IReadOnlyList<NodeReading> Nodes) : GroupStep;

    /// <summary>There is none; this node forms it, and the others join it then.</summary>
    internal sealed record Form(NodeReading First) : GroupStep;

    /// <summary>Nothing can be done now.</summary>
    /// <param name="Reason">A sentence for the user.</param>
    internal sealed record Wait(string Reason) : GroupStep;
}
