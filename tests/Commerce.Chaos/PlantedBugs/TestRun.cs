using System.Xml.Linq;

namespace Commerce.Chaos.PlantedBugs;

/// <summary>Runs tests of a project that is built in the copy.</summary>
internal sealed class TestRun(WorkingCopy copy)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    /// <returns>The tests that failed, by class and method.</returns>
    /// <exception cref="InvalidOperationException">There is no such class, or the tests could not be run.</exception>
    public Task<IReadOnlyList<FailedTest>> ClassesAsync(string project, IEnumerable<string> classes, CancellationToken ct) =>
        RunAsync(project, classes.SelectMany(name => new[] { "-class", $"*.{name}" }), ct);

    /// <summary>All of the project's tests. Those that look at the patches find no checkout in the copy, and are skipped.</summary>
    public Task<IReadOnlyList<FailedTest>> AllAsync(string project, CancellationToken ct) => RunAsync(project, [], ct);

    private async Task<IReadOnlyList<FailedTest>> RunAsync(string project, IEnumerable<string> filter, CancellationToken ct)
    {
        var program = Path.Combine(copy.Root, "tests", project, "bin", "Debug", "net10.0", $"{project}.dll");
        var results = Path.Combine(copy.Root, "artifacts", "planted-bug.xml");
        Directory.CreateDirectory(Path.GetDirectoryName(results)!);
        File.Delete(results);
        var (code, output) = await Tool.RunAsync(
            copy.Root, Limit, "dotnet", [program, "-noColor", "-result-xml", results, .. filter], ct);
        if (code is null)
        {
            return [new FailedTest(project, string.Empty, output)];
        }

        var tests = File.Exists(results) ? XDocument.Load(results).Descendants("test").ToList() : [];
        if (tests.Count == 0)
        {
            throw new InvalidOperationException($"No test of {project} ran: {output.Trim()}");
        }

        return [.. tests.Where(test => (string?)test.Attribute("result") == "Fail").Select(test => NameOf(project, test)).Distinct()];
    }

    private static FailedTest NameOf(string project, XElement test) =>
        new(project, ((string)test.Attribute("type")!).Split('.')[^1], (string)test.Attribute("method")!);
}

/// <param name="Class">Without its namespace; empty when the whole run did not end.</param>
internal sealed record FailedTest(string Project, string Class, string Method)
{
    public override string ToString() => Class.Length == 0 ? $"{Project}: {Method}" : $"{Class}.{Method}";
}
