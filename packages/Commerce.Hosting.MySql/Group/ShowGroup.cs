namespace Commerce.Hosting.MySql.Group;

/// <summary>Tells the dashboard what has changed about the group and its nodes.</summary>
internal sealed class ShowGroup(MySqlGroup group, ResourceNotificationService notifications)
{
    private readonly HashSet<string> _answered = [];
    private readonly Dictionary<string, string> _shown = [];

    /// <param name="reason">What the group waits for; null when it does not.</param>
    public async Task ExecuteAsync(string? reason)
    {
        foreach (var node in group.GroupNodes)
        {
            await ShowAsync(node, group.Status.Nodes.Single(reading => reading.Node == node.Name));
        }

        if (HasChanged(group.Name, $"{group.Status.Summary} {reason}"))
        {
            await notifications.PublishUpdateAsync(group, snapshot => NodeSnapshot.On(snapshot, group.Status, reason));
        }
    }

    // Aspire says that its process runs; that the member is well is what one wants to know. A process that ended is left to Aspire.
    private async Task ShowAsync(IMySqlGroupNode node, NodeReading reading)
    {
        if (!notifications.TryGetCurrentState(node.Name, out var current) || !NodeSnapshot.IsRunning(current.Snapshot))
        {
            _answered.Remove(node.Name);
            return;
        }

        if (reading.State != MemberState.Silent)
        {
            _answered.Add(node.Name);
        }

        if (NodeSnapshot.TextOf(reading, _answered.Contains(node.Name)) is { } text
            && (HasChanged(node.Name, $"{text} {reading.Members.Count} {reading.Fault}") || current.Snapshot.State?.Text != text))
        {
            await notifications.PublishUpdateAsync(
                node, snapshot => NodeSnapshot.IsRunning(snapshot) ? NodeSnapshot.On(snapshot, reading, text) : snapshot);
        }
    }

    private bool HasChanged(string resource, string text)
    {
        var isSame = _shown.TryGetValue(resource, out var before) && before == text;
        _shown[resource] = text;
        return !isSame;
    }
}
