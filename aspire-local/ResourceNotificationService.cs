using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

public class ResourceNotificationService
{
    private readonly ConcurrentDictionary<string, ResourceEvent> _latest = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Action<ResourceEvent>> _watchers = [];
    private readonly WaitBehavior _defaultWait;

    internal ResourceNotificationService(WaitBehavior defaultWait) => _defaultWait = defaultWait;

    public async Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        var reached = new TaskCompletionSource<ResourceEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        Action<ResourceEvent> look = e => _ = e.Resource.Name == resourceName && predicate(e) && reached.TrySetResult(e);
        lock (_watchers)
        {
            _watchers.Add(look);
            _latest.Values.ToList().ForEach(look);
        }

        try
        {
            return await reached.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException e)
        {
            var last = _latest.GetValueOrDefault(resourceName)?.Snapshot;
            var message = $"Gave up waiting for '{resourceName}'. State: {last?.State?.Text}, health: {last?.HealthStatus}, exit code: {last?.ExitCode}. {last?.Reason}";
            throw new OperationCanceledException(message, e, e.CancellationToken);
        }
        finally
        {
            lock (_watchers)
            {
                _watchers.Remove(look);
            }
        }
    }

    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, _defaultWait, cancellationToken);

    public async Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var stops = waitBehavior == WaitBehavior.StopOnResourceUnavailable;
        var last = await WaitForResourceAsync(
            resourceName, e => e.Snapshot.HealthStatus == HealthStatus.Healthy || (stops && e.HasEnded), cancellationToken);
        return !last.HasEnded ? last : throw new DistributedApplicationException(
            $"Stopped waiting for resource '{resourceName}' to become healthy because it failed to start. {last.Snapshot.Reason}");
    }

    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent) =>
        _latest.TryGetValue(resourceId, out resourceEvent);

    internal void Publish(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        lock (_watchers)
        {
            var snapshot = change(_latest.GetValueOrDefault(resource.Name)?.Snapshot ?? new CustomResourceSnapshot());
            var published = _latest[resource.Name] = new ResourceEvent(resource, resource.Name, snapshot);
            _watchers.ToList().ForEach(look => look(published));
        }
    }
}
