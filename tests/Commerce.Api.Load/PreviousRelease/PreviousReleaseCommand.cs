using System.CommandLine;
using Spectre.Console;

namespace Commerce.Api.Load.PreviousRelease;

/// <summary><c>previous-release</c>: ends with 1 when the release before does not get on with the schema of this one.</summary>
internal static class PreviousReleaseCommand
{
    public static Command Create()
    {
        var api = new Option<FileInfo>("--api") { Description = "The release before: its Commerce.Api.dll.", Required = true };
        var worker = new Option<FileInfo>("--worker") { Description = "The same: its Commerce.Worker.dll.", Required = true };
        var seconds = new Option<int>("--seconds") { Description = "For how long orders come in.", DefaultValueFactory = _ => 20 };
        var command = new Command(
            "previous-release", "The release before takes orders on the schema of this one, with this one's API and worker beside it.")
        {
            api.AcceptExistingOnly(), worker.AcceptExistingOnly(), seconds,
        };
        command.SetAction((arguments, _) => new PreviousReleaseRun(
            arguments.GetValue(api)!, arguments.GetValue(worker)!, TimeSpan.FromSeconds(arguments.GetValue(seconds)), AnsiConsole.Console)
            .ExecuteAsync());
        return command;
    }
}
