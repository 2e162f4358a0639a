namespace Commerce.CircuitBreaker.Tests.Replay;

/// <summary>A recorded course of events: what was done to a breaker, line by line, and what it answered.</summary>
internal sealed record Trace(string File, string Name, IReadOnlyList<TraceLine> Lines)
{
    /// <summary>Every trace in every file of the folder, so that further files need no further test.</summary>
    public static IEnumerable<Trace> All() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Traces"), "*.txt").Order().SelectMany(Read);

    private static IEnumerable<Trace> Read(string path)
    {
        var file = Path.GetFileName(path);
        var name = string.Empty;
        List<TraceLine> lines = [];
        foreach (var text in System.IO.File.ReadLines(path).Where(line => line.Length > 0))
        {
            if (!text.StartsWith('#'))
            {
                lines.Add(TraceLine.Parse(text));
                continue;
            }

            if (lines.Count > 0)
            {
                yield return new Trace(file, name, lines);
            }

            (name, lines) = (text[1..].Trim(), []);
        }

        yield return new Trace(file, name, lines);
    }
}
