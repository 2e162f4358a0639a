using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Commerce.AppHost;

/// <summary>Asks a service that may not be there yet whether it is well, again and again, until it is or the patience ends.</summary>
internal static class PromptHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task<HealthCheckResult> ExecuteAsync(EndpointReference endpoint, string path, CancellationToken ct)
    {
        var address = await endpoint.GetValueAsync(ct) ?? throw new InvalidOperationException("It has no address.");
        using var client = new HttpClient { BaseAddress = new Uri(address), Timeout = Patience };
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var fault = await FaultAsync(client, path, ct);
            if (fault is null)
            {
                return HealthCheckResult.Healthy();
            }

            if (TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                return HealthCheckResult.Unhealthy(fault);
            }

            await Task.Delay(Pause, TimeProvider.System, ct);
        }
    }

    private static async Task<string?> FaultAsync(HttpClient client, string path, CancellationToken ct)
    {
        try
        {
            using var answer = await client.GetAsync(path, ct);
            return answer.IsSuccessStatusCode ? null : $"{path} answered {(int)answer.StatusCode}.";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return e.Message;
        }
    }
}
