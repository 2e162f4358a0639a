using System.Net.Http.Json;
using Commerce.ServiceDefaults.Failures;
using Commerce.TestHost;

namespace Commerce.Chaos.Running;

/// <summary>Arms the failure points of a stack's processes, and counts how often each was passed and what happened there.</summary>
internal sealed class PointCounts(CommerceStack stack)
{
    /// <summary>With it the processes know that it is an operator who breaks them.</summary>
    public const string OperatorKey = "the key of those who break things in here";

    private const string Path = "/api/v1/failure-points";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Process, int Pid, string Point), long> _passed = [];
    private readonly Dictionary<(string Process, string Point, string Act), int> _acts = [];

    /// <returns>False when the process cannot be told: it is down already, or stands still.</returns>
    public async Task<bool> ArmAsync(string process, string plan, CancellationToken ct) => await SendAsync(process, plan, ct) is not null;

    /// <returns>Whether what was armed has happened; null when the process does not answer any more.</returns>
    public async Task<bool?> DisarmAsync(string process, string point, CancellationToken ct)
    {
        var before = await SendAsync(process, plan: null, ct);
        var after = await SendAsync(process, plan: "", ct);
        return before is null || after is null ? null : before.Single(one => one.Name == point).Due.Count == 0;
    }

    /// <summary>What a process has passed is gone with it: so it is read now and then.</summary>
    public async Task ReadAsync(CancellationToken ct)
    {
        foreach (var process in StackResources.Services.SelectMany(stack.ProcessesOf))
        {
            await SendAsync(process, plan: null, ct);
        }
    }

    public void NoteAct(string process, string point, string act)
    {
        lock (_lock)
        {
            var key = (ServiceOf(process), point, act.Split(':')[0]);
            _acts[key] = _acts.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>What was seen so far, one line for each service and point.</summary>
    public IReadOnlyList<PointCount> Count()
    {
        lock (_lock)
        {
            return
            [
                .. _passed.GroupBy(pair => (Service: ServiceOf(pair.Key.Process), pair.Key.Point)).Select(group => new PointCount(
                    group.Key.Point,
                    group.Key.Service,
                    group.Sum(pair => pair.Value),
                    _acts.Where(act => act.Key.Process == group.Key.Service && act.Key.Point == group.Key.Point && act.Key.Act == "kill")
                        .Sum(act => act.Value),
                    _acts.Where(act => act.Key.Process == group.Key.Service && act.Key.Point == group.Key.Point && act.Key.Act != "kill")
                        .Sum(act => act.Value))),
            ];
        }
    }

    private static string ServiceOf(string process) =>
        Array.Find(StackResources.Services, service => process.StartsWith(service, StringComparison.Ordinal)) ?? process;

    private async Task<IReadOnlyList<Point>?> SendAsync(string process, string? plan, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new HttpClient { BaseAddress = stack.AddressOf(process) };
            using var request = new HttpRequestMessage(plan is null ? HttpMethod.Get : HttpMethod.Put, Path);
            request.Content = plan is null ? null : JsonContent.Create(new { plan });
            request.Headers.Add("X-Operator-Key", OperatorKey);
            using var answer = await client.SendAsync(request, limit.Token);
            var points = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Answer>(limit.Token))!.Points;
            Keep(process, stack.PidOf(process), points);
            return points;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private void Keep(string process, int? pid, IReadOnlyList<Point> points)
    {
        lock (_lock)
        {
            foreach (var point in points.Where(point => point.Passed > 0))
            {
                _passed[(process, pid ?? 0, point.Name)] = point.Passed;
            }
        }
    }

    private sealed record Answer(IReadOnlyList<Point> Points);

    private sealed record Point(string Name, long Passed, IReadOnlyList<string> Due);
}

/// <param name="Passed">As far as it was read: what a killed process passed after the last reading is not in it.</param>
/// <param name="Crashed">How often a process was killed there.</param>
/// <param name="Disturbed">How often one stood still, waited or broke off there.</param>
internal sealed record PointCount(string Point, string Service, long Passed, int Crashed, int Disturbed)
{
    /// <summary>Those of several stacks, one for each service and point, in the order of the list of points.</summary>
    public static IReadOnlyList<PointCount> Sum(IEnumerable<PointCount> counts) =>
    [
        .. counts.GroupBy(count => (count.Service, count.Point))
            .Select(group => new PointCount(
                group.Key.Point,
                group.Key.Service,
                group.Sum(one => one.Passed),
                group.Sum(one => one.Crashed),
                group.Sum(one => one.Disturbed)))
            .OrderBy(count => Array.IndexOf(StackResources.Services, count.Service))
            .ThenBy(count => FailurePoints.All.ToList().IndexOf(count.Point)),
    ];
}
