using Spectre.Console;

namespace Commerce.Api.Load.Overload;

/// <summary>What a run has to show; one that is broken makes the program end with 1.</summary>
internal sealed class Promises(IAnsiConsole console)
{
    private int _broken;

    public int ExitCode => _broken == 0 ? 0 : 1;

    public void Check(bool isKept, string promise)
    {
        console.MarkupLineInterpolated($"{(isKept ? "kept  " : "BROKEN")} {promise}");
        _broken += isKept ? 0 : 1;
    }
}
