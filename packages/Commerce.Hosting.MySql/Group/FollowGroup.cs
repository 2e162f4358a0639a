using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Commerce.Hosting.MySql.Group;

/// <summary>
/// Asks all nodes every second what they are, shows it, and lets them form and join the group. It alone does: nodes do not start Group
/// Replication by themselves, so nothing else can form a second group.
/// </summary>
internal sealed partial class FollowGroup(MySqlGroup group, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // A member that was expelled joins again by itself, and is in ERROR meanwhile.
    private static readonly TimeSpan ErrorPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan WaitPatience = TimeSpan.FromSeconds(30);

    private readonly List<GroupNodeClient> _clients = [.. group.GroupNodes.Select(node => new GroupNodeClient(node))];
    private readonly Dictionary<string, Task<string?>> _joining = [];
    private readonly Dictionary<string, string> _faults = [];
    private readonly Dictionary<string, long> _inErrorSince = [];
    private string? _reason;
    private long _reasonSince;
    private bool _isReasonTold;

    /// <summary>Goes on until the application stops. Nobody awaits it, so that it has to tell itself what goes wrong.</summary>
    public async Task RunAsync(InitializeResourceEvent started)
    {
        var ct = started.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var show = new ShowGroup(group, started.Notifications);
        var copies = new TakeUpCopies(group, started.Notifications, started.Services.GetRequiredService<ResourceCommandService>());
        try
        {
            using var pace = new PeriodicTimer(Pause, time);
            while (await pace.WaitForNextTickAsync(ct))
            {
                await LookAsync(show, copies, started.Logger, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The application stops, and the nodes leave one after the other.
        }
    }

    private async Task LookAsync(ShowGroup show, TakeUpCopies copies, ILogger logger, CancellationToken ct)
    {
        try
        {
            var nodes = await Task.WhenAll(_clients.Select(client => client.ReadAsync(ct)));
            var step = GroupDecision.Next(nodes);
            group.Status = new GroupStatus([.. nodes.Select(WithFault)]);
            await show.ExecuteAsync((step as GroupStep.Wait)?.Reason);
            await TakeAsync(step, logger, ct);
            await OpenAsync(nodes, ct);
            await copies.ExecuteAsync(logger, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            LookFailed(logger, e); // A defect of ours; the next look may go well, and the group must not be left alone for it.
        }
    }

    private async Task TakeAsync(GroupStep step, ILogger logger, CancellationToken ct)
    {
        await EndedJoinsAsync(logger);
        Tell((step as GroupStep.Wait)?.Reason, logger);
        switch (step)
        {
            case GroupStep.Join join:
                foreach (var node in join.Nodes.Where(IsToJoin))
                {
                    Joining(logger, node.Node);
                    _joining[node.Node] = ClientOf(node).JoinAsync(ct);
                }

                break;
            case GroupStep.Form form when _joining.Count == 0:
                Forming(logger, form.First.Node, form.First.Transactions.Count, group.GroupNodes.Count);
                if (await ClientOf(form.First).FormAsync(ct) is { } fault)
                {
                    Keep(form.First.Node, fault, logger);
                }

                break;
        }
    }

    // A join lasts until the node is let in; meanwhile the others are followed.
    private async Task EndedJoinsAsync(ILogger logger)
    {
        foreach (var (node, join) in _joining.Where(entry => entry.Value.IsCompleted).ToList())
        {
            _joining.Remove(node);
            Keep(node, await join, logger);
        }
    }

    private void Keep(string node, string? fault, ILogger logger)
    {
        _faults.Remove(node);
        if (fault is not null)
        {
            _faults[node] = fault;
            Failed(logger, node, fault);
        }
    }

    private bool IsToJoin(NodeReading node)
    {
        if (node.State != MemberState.Error)
        {
            _inErrorSince.Remove(node.Node);
            return !_joining.ContainsKey(node.Node);
        }

        _inErrorSince.TryAdd(node.Node, time.GetTimestamp());
        return !_joining.ContainsKey(node.Node) && time.GetElapsedTime(_inErrorSince[node.Node]) >= ErrorPatience;
    }

    private async Task OpenAsync(IEnumerable<NodeReading> nodes, CancellationToken ct)
    {
        foreach (var node in nodes.Where(node => node is { IsClosed: true, State: MemberState.Online }))
        {
            await ClientOf(node).OpenToClientsAsync(ct);
        }
    }

    // Every start waits for a moment; what lasts has to be known.
    private void Tell(string? reason, ILogger logger)
    {
        if (reason != _reason)
        {
            (_reason, _reasonSince, _isReasonTold) = (reason, time.GetTimestamp(), false);
        }

        if (reason is not null && !_isReasonTold && time.GetElapsedTime(_reasonSince) >= WaitPatience)
        {
            _isReasonTold = true;
            Waiting(logger, reason);
        }
    }

    private NodeReading WithFault(NodeReading node) => node with { Fault = node.Fault ?? _faults.GetValueOrDefault(node.Node) };

    private GroupNodeClient ClientOf(NodeReading node) => _clients.Single(client => client.Node == node.Node);

    [LoggerMessage(7002, LogLevel.Information, "{Node} forms the group: of {Nodes} nodes it has the most transactions, {Transactions}")]
    private static partial void Forming(ILogger logger, string node, long transactions, int nodes);

    [LoggerMessage(7003, LogLevel.Information, "{Node} joins the group")]
    private static partial void Joining(ILogger logger, string node);

    [LoggerMessage(7004, LogLevel.Warning, "{Node} could not: {Fault} It is tried again")]
    private static partial void Failed(ILogger logger, string node, string fault);

    [LoggerMessage(7005, LogLevel.Warning, "{Reason}")]
    private static partial void Waiting(ILogger logger, string reason);

    [LoggerMessage(7006, LogLevel.Error, "The group could not be looked after; it is tried again")]
    private static partial void LookFailed(ILogger logger, Exception e);
}
