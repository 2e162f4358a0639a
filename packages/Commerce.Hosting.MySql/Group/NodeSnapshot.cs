using System.Collections.Immutable;
using System.Globalization;

namespace Commerce.Hosting.MySql.Group;

/// <summary>A node, and the group, as the dashboard shows them. What Aspire keeps among the properties stays.</summary>
internal static class NodeSnapshot
{
    private static readonly string[] OfMembers =
        ["ONLINE PRIMARY", "ONLINE SECONDARY", "RECOVERING", "OFFLINE", "ERROR", "UNREACHABLE"];

    /// <summary>Role and state of a member; null for a node that has not answered yet, or that does not run.</summary>
    public static string? TextOf(NodeReading node, bool hasAnswered) => node.State switch
    {
        MemberState.Silent => hasAnswered ? "UNREACHABLE" : null,
        MemberState.Online => node.IsPrimary ? "ONLINE PRIMARY" : "ONLINE SECONDARY",
        var state => state.ToString().ToUpperInvariant(),
    };

    /// <summary>It runs, as Aspire sees it: its state may be replaced by the member's.</summary>
    public static bool IsRunning(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text is { } text && (text == KnownResourceStates.Running || OfMembers.Contains(text));

    public static CustomResourceSnapshot On(CustomResourceSnapshot snapshot, NodeReading node, string text) => snapshot with
    {
        State = new ResourceStateSnapshot(text, Style(text)),
        Properties = Properties(node, text).Aggregate(snapshot.Properties, With),
    };

    public static CustomResourceSnapshot On(CustomResourceSnapshot snapshot, GroupStatus group, string? reason) => snapshot with
    {
        State = group.Primary is null && snapshot.State?.Text != KnownResourceStates.Running
            ? new ResourceStateSnapshot(KnownResourceStates.Starting, KnownResourceStateStyles.Info)
            : new ResourceStateSnapshot(KnownResourceStates.Running, KnownResourceStateStyles.Success),
        Properties = new[]
        {
            Shown("group.primary", "Primary", group.Primary?.Node ?? "none", 0),
            Shown("group.online", "Nodes ONLINE", Text($"{group.Online} of {group.Nodes.Count}"), 1),
            Shown("group.waits", "Waits for", reason ?? "-", 2),
        }.Aggregate(snapshot.Properties, With),
    };

    private static IEnumerable<ResourcePropertySnapshot> Properties(NodeReading node, string text) =>
    [
        Shown("member.state", "Member state", text.Split(' ')[0], 0),
        Shown("member.role", "Role", node.State == MemberState.Online ? text.Split(' ')[1] : "-", 1),
        Shown("member.sees", "Members that it sees", Text($"{node.Members.Count(m => m.State == MemberState.Online)} ONLINE"), 2),
        Shown("member.fault", "Last fault", node.Fault ?? "-", 3),
    ];

    private static string Style(string text) => text switch
    {
        "ONLINE PRIMARY" or "ONLINE SECONDARY" => KnownResourceStateStyles.Success,
        "RECOVERING" or "OFFLINE" => KnownResourceStateStyles.Warn,
        _ => KnownResourceStateStyles.Error,
    };

    private static ResourcePropertySnapshot Shown(string name, string title, string value, int order) =>
        new(name, value) { DisplayName = title, SortOrder = order, IsHighlighted = true };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static ImmutableArray<ResourcePropertySnapshot> With(
        ImmutableArray<ResourcePropertySnapshot> all, ResourcePropertySnapshot one) =>
        [.. all.Where(property => property.Name != one.Name), one];
}
