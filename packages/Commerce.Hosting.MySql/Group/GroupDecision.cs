namespace Commerce.Hosting.MySql.Group;

/// <summary>
/// Decides from what all nodes said what comes next. A group is formed only when every node has answered and none is in one, and by the
/// node that has all that the others have: so there are never two groups, and never one that lacks an acknowledged commit.
/// </summary>
internal static class GroupDecision
{
    /// <param name="nodes">Each node of the group once, in their order.</param>
    public static GroupStep Next(IReadOnlyList<NodeReading> nodes)
    {
        var alive = nodes.Where(node => node.HasMajority).ToList();
        if (alive is [var first, ..])
        {
            return alive.Find(other => !IsSeenBy(first, other) && !IsSeenBy(other, first)) is { } stranger
                ? new GroupStep.Wait(
                    $"{first.Node} and {stranger.Node} are in two groups that know nothing of each other. Stop one of the two nodes; it "
                    + "joins the other's group when it is started again.")
                : nodes.Where(node => node.IsOutside).ToList() is { Count: > 0 } outside
                    ? new GroupStep.Join(outside)
                    : new GroupStep.Nothing();
        }

        if (nodes.FirstOrDefault(node => node.IsInGroup) is { } cut)
        {
            return new GroupStep.Wait($"{cut.Node} has lost the majority of its group. It leaves it soon, and the group is formed again.");
        }

        var silent = nodes.Where(node => node.State == MemberState.Silent).Select(node => node.Node).ToList();
        return silent.Count > 0
            ? new GroupStep.Wait(
                $"There is no group, and {string.Join(" and ", silent)} may have commits that no other node has: it is formed when every "
                + "node answers. Start what is down.")
            : FormByTheMostAdvanced(nodes);
    }

    private static bool IsSeenBy(NodeReading seer, NodeReading seen) => seer.Members.Any(member => member.Id == seen.Id);

    private static GroupStep FormByTheMostAdvanced(IReadOnlyList<NodeReading> nodes)
    {
        if (nodes.FirstOrDefault(node => nodes.All(other => node.Transactions.Contains(other.Transactions))) is { } first)
        {
            return new GroupStep.Form(first);
        }

        var most = nodes.MaxBy(node => node.Transactions.Count)!;
        var apart = nodes.Where(node => !most.Transactions.Contains(node.Transactions)).Select(node => node.Node);
        return new GroupStep.Wait(
            $"{most.Node} has the most transactions, but {string.Join(" and ", apart)} has some that it lacks: somebody wrote to a node "
            + "outside of the group. Nothing is formed, so that nothing is lost; the runbook says how to choose.");
    }
}
