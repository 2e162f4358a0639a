using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Commerce.AppHost.Dashboard;

/// <summary>Reads the breakers of one process twice a second, and tells the dashboard what has changed.</summary>
internal sealed partial class CircuitReader(OperatorClient client, IReadOnlyList<CircuitResource> circuits, TimeProvider time)
{
    public const string Path = "/api/v1/circuits";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, CircuitReading?> _shown = [];

    /// <summary>Goes on until the AppHost stops. Nobody awaits it, so that it has to tell itself what goes wrong.</summary>
    public async Task FollowAsync(InitializeResourceEvent started)
    {
        var ct = started.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            using var pace = new PeriodicTimer(Pause, time);
            while (await pace.WaitForNextTickAsync(ct))
            {
                await ShowAsync(await ReadAsync(ct), started.Notifications);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The stack stops.
        }
        catch (Exception e)
        {
            Died(started.Logger, e);
        }
    }

    // A process that is down or stuck has no state to show; that is a fact about it, not a fault of ours.
    private async Task<IReadOnlyList<CircuitReading>> ReadAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            return (await client.PollAsync<Answer>(Path, limit.Token))?.Data ?? [];
        }
        catch (Exception e)
            when (e is HttpRequestException or System.Text.Json.JsonException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return [];
        }
    }

    private async Task ShowAsync(IReadOnlyList<CircuitReading> read, ResourceNotificationService notifications)
    {
        foreach (var circuit in circuits)
        {
            var now = read.FirstOrDefault(reading => reading.Name == circuit.Circuit);
            if (_shown.TryGetValue(circuit.Name, out var before) && before == now)
            {
                continue;
            }

            _shown[circuit.Name] = now;
            await notifications.PublishUpdateAsync(circuit, snapshot => now?.On(snapshot)
                ?? snapshot with { State = new ResourceStateSnapshot(CircuitResource.Unknown, null), StartTimeStamp = null });
        }
    }

    [LoggerMessage(7501, LogLevel.Error, "The circuit breakers are no longer shown")]
    private static partial void Died(ILogger logger, Exception e);

    private sealed record Answer(IReadOnlyList<CircuitReading> Data);
}
