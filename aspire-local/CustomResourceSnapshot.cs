using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

public sealed record CustomResourceSnapshot
{
    public ImmutableArray<ResourcePropertySnapshot> Properties { get; init; } = [];
    public ResourceStateSnapshot? State { get; init; }
    public int? ExitCode { get; init; }
    public HealthStatus? HealthStatus { get; internal init; }

    /// <summary>Why it is not healthy or not running, in words.</summary>
    internal string? Reason { get; init; }
}

public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, null);
}

public sealed record ResourcePropertySnapshot(string Name, object? Value);

public class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    public IResource Resource => resource;
    public string ResourceId => resourceId;
    public CustomResourceSnapshot Snapshot => snapshot;
    internal bool HasEnded => snapshot.State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text);
}

public static class KnownResourceStates
{
    public static readonly string Starting = nameof(Starting);
    public static readonly string Running = nameof(Running);
    public static readonly string FailedToStart = nameof(FailedToStart);
    public static readonly string Stopping = nameof(Stopping);
    public static readonly string Exited = nameof(Exited);
    public static readonly string Waiting = nameof(Waiting);
    public static readonly string NotStarted = nameof(NotStarted);
    public static readonly IReadOnlyList<string> TerminalStates = [FailedToStart, Exited];
}

public enum WaitBehavior { WaitOnResourceUnavailable, StopOnResourceUnavailable }
