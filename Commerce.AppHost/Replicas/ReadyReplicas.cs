namespace Commerce.AppHost.Replicas;

/// <summary>Which processes of a service want requests, asked at <c>/ready</c> four times a second.</summary>
internal sealed class ReadyReplicas(IReadOnlyList<EndpointReference> replicas, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly bool[] _isReady = new bool[replicas.Count];
    private readonly string?[] _addresses = new string?[replicas.Count];
    private readonly CancellationTokenSource _end = new();
    private readonly HttpClient _client = HostRequests.CreateClient();
    private Task _asking = Task.CompletedTask;
    private uint _turn;

    public void Start() => _asking = Task.WhenAll(Enumerable.Range(0, replicas.Count).Select(FollowAsync));

    /// <summary>
    /// The addresses in the order in which they are to be tried: the next that is ready, the other ready ones, then the rest, which may
    /// have become ready just now.
    /// </summary>
    public IEnumerable<string> InTurn()
    {
        var first = (int)(Interlocked.Increment(ref _turn) % (uint)replicas.Count);
        return Enumerable.Range(0, replicas.Count).Select(step => (first + step) % replicas.Count)
            .Where(index => _addresses[index] is not null)
            .OrderByDescending(index => Volatile.Read(ref _isReady[index]))
            .Select(index => _addresses[index]!);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _asking;
        _client.Dispose();
        _end.Dispose();
    }

    private async Task FollowAsync(int index)
    {
        try
        {
            _addresses[index] = await replicas[index].GetValueAsync(_end.Token);
            using var pace = new PeriodicTimer(Pause, time);
            do
            {
                Volatile.Write(ref _isReady[index], await IsReadyAsync(_addresses[index]!));
            }
            while (await pace.WaitForNextTickAsync(_end.Token));
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The stack stops.
        }
    }

    private async Task<bool> IsReadyAsync(string address)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        limit.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/ready");
        request.WithoutTrace();
        try
        {
            using var answer = await _client.SendAsync(request, limit.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !_end.IsCancellationRequested)
        {
            return false;
        }
    }
}
