using Spectre.Console;

namespace Commerce.Chaos.Reporting;

/// <summary>How far a search has come, and how long it still takes.</summary>
internal static class SearchProgress
{
    public static Progress Create(IAnsiConsole console) => console.Progress().Columns(
        new TaskDescriptionColumn { Alignment = Justify.Left },
        new ProgressBarColumn(),
        new PercentageColumn(),
        new RemainingTimeColumn());
}
