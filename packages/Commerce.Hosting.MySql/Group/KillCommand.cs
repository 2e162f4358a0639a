using System.Diagnostics;
using Commerce.Hosting.MySql.Machine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Hosting.MySql.Group;

/// <summary>Ends a node as a crash would: nothing is written any more, and nobody is told.</summary>
internal static class KillCommand
{
    // Aspire's own properties.
    private const string ProcessId = "executable.pid";
    private const string ContainerId = "container.id";

    public static IResourceBuilder<MySqlGroupProcess> WithKillCommand(this IResourceBuilder<MySqlGroupProcess> node) =>
        node.WithKillCommand("process", context => KillAsync(node.Resource, context));

    public static IResourceBuilder<MySqlGroupContainer> WithKillCommand(this IResourceBuilder<MySqlGroupContainer> node) =>
        node.WithKillCommand("container", context => KillAsync(node.Resource, context));

    private static IResourceBuilder<T> WithKillCommand<T>(
        this IResourceBuilder<T> node, string what, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> kill)
        where T : IResource =>
        node.WithCommand("kill", "Kill", kill, new CommandOptions
        {
            Description = $"Ends the {what} as a crash would (SIGKILL).",
            ConfirmationMessage = $"{node.Resource.Name} ends at once. If it is the primary, no order can be placed for some seconds, "
                + "until the others have another one. It joins the group again when you start it.",
            IconName = "PlugDisconnected",
            UpdateState = context => NodeSnapshot.IsRunning(context.ResourceSnapshot)
                ? ResourceCommandState.Enabled
                : ResourceCommandState.Disabled,
        });

    private static async Task<ExecuteCommandResult> KillAsync(MySqlGroupProcess node, ExecuteCommandContext context)
    {
        if (PropertyOf(node, ProcessId, context) is not int pid)
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

    private static async Task<ExecuteCommandResult> KillAsync(MySqlGroupContainer node, ExecuteCommandContext context)
    {
        if (PropertyOf(node, ContainerId, context) is not string { Length: > 0 } id)
        {
            return CommandResults.Failure($"{node.Name} has no container.");
        }

        var engine = ContainerEngine.Find(context.Services.GetRequiredService<IConfiguration>());
        if (engine is null)
        {
            return CommandResults.Failure("The container engine is not on PATH any more.");
        }

        var answer = await Tool.RunAsync(engine, ["kill", id], context.CancellationToken);
        return answer.ExitCode == 0
            ? CommandResults.Success()
            : CommandResults.Failure($"{node.Name} could not be killed: {answer.Errors.Trim()}");
    }

    private static object? PropertyOf(IResource node, string property, ExecuteCommandContext context) =>
        context.Services.GetRequiredService<ResourceNotificationService>().TryGetCurrentState(node.Name, out var current)
            ? current.Snapshot.Properties.FirstOrDefault(candidate => candidate.Name == property)?.Value
            : null;
}
