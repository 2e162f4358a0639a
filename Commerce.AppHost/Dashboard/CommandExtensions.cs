using System.Text.Json;

namespace Commerce.AppHost.Dashboard;

/// <summary>What every command of the stack does the same: it runs while its resource does, and tells what came of it.</summary>
internal static class CommandExtensions
{
    /// <param name="execute">Returns what was done, with figures; throws <see cref="CommandRefusal"/> to say why not.</param>
    public static IResourceBuilder<T> WithStackCommand<T>(
        this IResourceBuilder<T> resource,
        string name,
        string title,
        CommandOptions options,
        Func<ExecuteCommandContext, Task<string>> execute)
        where T : IResource
    {
        options.UpdateState ??= context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running
            ? ResourceCommandState.Enabled
            : ResourceCommandState.Disabled;
        return resource.WithCommand(name, title, context => TellAsync(execute, context), options);
    }

    private static async Task<ExecuteCommandResult> TellAsync(
        Func<ExecuteCommandContext, Task<string>> execute, ExecuteCommandContext context)
    {
        try
        {
            var done = await execute(context);
            return CommandResults.Success(done, done, CommandResultFormat.Text); // The dashboard shows the second, terminals the first.
        }
        catch (Exception e) when (e is CommandRefusal or HttpRequestException or JsonException or TaskCanceledException
            && !context.CancellationToken.IsCancellationRequested)
        {
            return CommandResults.Failure(e.Message);
        }
    }
}
