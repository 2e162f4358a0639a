using System.Net.Http.Json;

namespace Commerce.Chaos.Running;

/// <summary>The PG simulator's dials, of which several faults turn some each. A PG that is down is told until it hears.</summary>
internal sealed class PgDials(Func<HttpClient> pg) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, object> _turned = [];
    private readonly SemaphoreSlim _one = new(1);

    public Task TurnAsync(string dial, object value, CancellationToken ct) => PutAsync(turned => turned[dial] = value, ct);

    public Task TurnBackAsync(string dial, CancellationToken ct) => PutAsync(turned => turned.Remove(dial), ct);

    public void Dispose() => _one.Dispose();

    private async Task PutAsync(Action<Dictionary<string, object>> change, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            change(_turned);
            while (!await IsHeardAsync(ct))
            {
                await Task.Delay(Pace, TimeProvider.System, ct);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<bool> IsHeardAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            using var client = pg();
            using var answer = await client.PutAsJsonAsync("/api/v1/faults", _turned, limit.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
