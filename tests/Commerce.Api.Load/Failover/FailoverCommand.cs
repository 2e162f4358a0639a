using System.CommandLine;
using Spectre.Console;

namespace Commerce.Api.Load.Failover;

/// <summary>The command line of <see cref="FailoverRun"/>.</summary>
internal static class FailoverCommand
{
    public static Command Create()
    {
        var clients = new Option<int>("--clients") { Description = "How many buyers at once.", DefaultValueFactory = _ => 8 };
        var rounds = new Option<int>("--rounds") { Description = "How often the primary is lost.", DefaultValueFactory = _ => 20 };
        var stop = new Option<bool>("--stop") { Description = "Freeze the primary for 30 s (SIGSTOP) instead of killing it (SIGKILL)." };
        var majority = new Option<bool>("--majority") { Description = "At the end, kill two of three nodes: no majority is left." };
        var command = new Command(
            "failover", "A group of databases loses its primary under load, again and again: no acknowledged order may be lost.")
        {
            clients, rounds, stop, majority,
        };
        command.SetAction((arguments, _) => new FailoverRun(
            new FailoverSettings(
                arguments.GetValue(clients), arguments.GetValue(rounds), arguments.GetValue(stop), arguments.GetValue(majority)),
            AnsiConsole.Console).ExecuteAsync());
        return command;
    }
}

/// <summary>What <c>failover</c> does.</summary>
/// <param name="Stop">The primary is frozen for a while instead of killed.</param>
/// <param name="Majority">Two of the three nodes are killed after the last round.</param>
internal sealed record FailoverSettings(int Clients, int Rounds, bool Stop, bool Majority);
