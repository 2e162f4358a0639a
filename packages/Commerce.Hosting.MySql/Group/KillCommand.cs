using System.Diagnostics;
using Commerce.Hosting.MySql.Machine;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Hosting.MySql.Group;

/// <summary>Ends the process of a node as a crash would: nothing is written any more, and nobody is told.</summary>
internal static class KillCommand
{
    private const string ProcessId = "executable.pid"; // Aspire's own property.

    public static IResourceBuilder<MySqlGroupProcess> WithKillCommand(this IResourceBuilder<MySqlGroupProcess> node) =>
        node.WithCommand("kill", "Kill", context => ExecuteAsync(node.Resource, context), new CommandOptions
        {
            Description = "Ends the process as a crash would (SIGKILL).",
            ConfirmationMessage = $"{node.Resource.Name} ends at once. If it is the primary, no order can be placed for some seconds, "
                + "until the others have another one. It joins the group again when you start it.",
            IconName = "PlugDisconnected",
            UpdateState = context => NodeSnapshot.IsRunning(context.ResourceSnapshot)
                ? ResourceCommandState.Enabled
                : ResourceCommandState.Disabled,
        });

    private static async Task<ExecuteCommandResult> ExecuteAsync(MySqlGroupProcess node, ExecuteCommandContext context)
    {
        var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
        if (!notifications.TryGetCurrentState(node.Name, out var current)
            || current.Snapshot.Properties.FirstOrDefault(property => property.Name == ProcessId)?.Value is not int pid)
        {
            return CommandResults.Failure($"{node.Name} has no process.");
        }

        // A process id may have been given to another process meanwhile.
        if (!(await ProcessCommand.OfAsync(pid, context.CancellationToken)).Contains($"--port={node.Port}", StringComparison.Ordinal))
        {
            return CommandResults.Failure($"Process {pid} is not {node.Name} any more.");
        }

        using var process = Process.GetProcessById(pid);
        process.Kill();
        return CommandResults.Success();
    }
}
