using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

public class ResourceNotificationService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceEvent> _latest = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ChannelWriter<ResourceEvent>> _watchers = [];
    private readonly CancellationTokenSource _disposing = new();
    private readonly WaitBehavior _defaultWait;

    internal ResourceNotificationService(WaitBehavior defaultWait) => _defaultWait = defaultWait;

    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var states = targetStates.ToList();
        var reached = await WaitForResourceAsync(resourceName, e => e.Snapshot.State is { } s && states.Contains(s.Text), cancellationToken);
        return reached.Snapshot.State!.Text;
    }

    public async Task<ResourceEvent> WaitForResourceAsync(
        string resourceName,
        Func<ResourceEvent, bool> predicate,
        CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
        try
        {
            await foreach (var change in WatchAsync(either.Token))
            {
                if (string.Equals(change.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase) && predicate(change))
                {
                    return change;
                }
            }
        }
        catch (OperationCanceledException e)
        {
            throw new OperationCanceledException(Describe(resourceName), e, e.CancellationToken);
        }

        throw new OperationCanceledException(Describe(resourceName));
    }

    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, _defaultWait, cancellationToken);

    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var last = await WaitForResourceAsync(
            resourceName,
            e => e.Snapshot.HealthStatus == HealthStatus.Healthy || (waitBehavior == WaitBehavior.StopOnResourceUnavailable && HasEnded(e)),
            cancellationToken);
        return last.Snapshot.HealthStatus == HealthStatus.Healthy
            ? last
            : throw new DistributedApplicationException(
                $"Stopped waiting for resource '{resourceName}' to become healthy because it failed to start. {last.Snapshot.Reason}");
    }

    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>();
        lock (_watchers)
        {
            _watchers.Add(channel.Writer);
            foreach (var current in _latest.Values)
            {
                channel.Writer.TryWrite(current);
            }
        }

        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_watchers)
            {
                _watchers.Remove(channel.Writer);
            }
        }
    }

    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent) =>
        _latest.TryGetValue(resourceId, out resourceEvent);

    public void Dispose()
    {
        _disposing.Cancel();
        GC.SuppressFinalize(this);
    }

    internal static bool HasEnded(ResourceEvent e) => e.Snapshot.State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text);

    /// <summary>A dependency is there when it runs and its checks pass. One that ended is waited for only if the caller says so.</summary>
    internal async Task WaitForDependencyAsync(string dependency, CancellationToken ct) => await WaitForResourceHealthyAsync(dependency, _defaultWait, ct);

    internal void Publish(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        lock (_watchers)
        {
            var before = _latest.TryGetValue(resource.Name, out var known) ? known.Snapshot : Blank(resource);
            var after = change(before);
            if (after == before)
            {
                return;
            }

            var published = _latest[resource.Name] = new ResourceEvent(resource, resource.Name, after);
            _watchers.ForEach(watcher => watcher.TryWrite(published));
        }
    }

    private static CustomResourceSnapshot Blank(IResource resource) =>
        new() { ResourceType = resource.GetType().Name.Replace("Resource", string.Empty, StringComparison.Ordinal), Properties = [] };

    private string Describe(string resourceName) => _latest.TryGetValue(resourceName, out var last)
        ? $"Gave up waiting for resource '{resourceName}'. State: {last.Snapshot.State?.Text}, health: {last.Snapshot.HealthStatus}, exit code: {last.Snapshot.ExitCode}. {last.Snapshot.Reason}"
        : $"Gave up waiting for resource '{resourceName}', which has no state.";
}
