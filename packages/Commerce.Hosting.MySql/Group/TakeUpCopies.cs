using Microsoft.Extensions.Logging;

namespace Commerce.Hosting.MySql.Group;

/// <summary>
/// Starts a node again that ended after it was given a copy of another node's data: with the copy a server has to begin anew, and only
/// under a supervisor does MySQL do that by itself.
/// </summary>
internal sealed partial class TakeUpCopies(MySqlGroup group, ResourceNotificationService notifications, ResourceCommandService commands)
{
    public async Task ExecuteAsync(ILogger logger, CancellationToken ct)
    {
        foreach (var node in group.GroupNodes.Where(node => HasEnded(node) && node.HasCopyToTakeUp))
        {
            Starting(logger, node.Name);
            await commands.ExecuteCommandAsync(node.Name, KnownResourceCommands.StartCommand, ct);
        }
    }

    private bool HasEnded(IMySqlGroupNode node) => notifications.TryGetCurrentState(node.Name, out var current)
        && current.Snapshot.State?.Text is { } state && KnownResourceStates.TerminalStates.Contains(state);

    [LoggerMessage(7007, LogLevel.Information, "{Node} was given a copy of another node's data and ended; it is started again with it")]
    private static partial void Starting(ILogger logger, string node);
}
