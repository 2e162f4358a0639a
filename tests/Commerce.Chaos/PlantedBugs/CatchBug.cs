namespace Commerce.Chaos.PlantedBugs;

/// <summary>
/// Plants one bug into the copy and looks for a test that notices: first those nearest to it, then, unless one did or it has to be quick,
/// every test that there is, and at last schedules of faults. A test that fails without any bug as well has noticed nothing.
/// </summary>
internal sealed class CatchBug(WorkingCopy copy, ChaosOptions options)
{
    private const string Solution = "Commerce.sln";

    private readonly TestRun _tests = new(copy);
    private readonly HashSet<FailedTest> _failWithoutABug = [];
    private readonly HashSet<TestClass> _ranWithoutABug = [];

    /// <summary>Those of the tests looked at so far that fail without any bug.</summary>
    public IReadOnlyCollection<FailedTest> FailWithoutABug => _failWithoutABug;

    /// <summary>
    /// Builds what is needed first, and runs the tests that come first for these bugs without any of them. The others are run without a bug
    /// when they have failed with one.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tree does not compile, or its tests cannot be run.</exception>
    public async Task PrepareAsync(IEnumerable<PlantedBug> bugs, CancellationToken ct)
    {
        foreach (var project in bugs.Select(bug => bug.Nearest[0]).Distinct().GroupBy(test => test.Project))
        {
            if (await BuildAsync(project.Key, ct) is { } trouble)
            {
                throw new InvalidOperationException($"{project.Key} does not compile without any bug: {trouble}");
            }

            await RunWithoutABugAsync(project.Key, [.. project], ct);
        }
    }

    public async Task<PlantedBugResult> ExecuteAsync(PlantedBug bug, CancellationToken ct)
    {
        var begin = TimeProvider.System.GetTimestamp();
        if (await copy.ApplyAsync(bug, ct) is { } trouble)
        {
            return Ended([], $"{bug.PatchFile} does not apply: {trouble}");
        }

        try
        {
            var caughtBy = await NearestAsync(bug, ct);
            if (caughtBy.Count == 0 && !options.Quick)
            {
                caughtBy = await SuiteAsync(bug, ct) is { Count: > 0 } failed ? failed
                    : await new SearchWithBug(copy, options.Seed).ExecuteAsync(ct);
            }

            return Ended(caughtBy, null);
        }
        catch (InvalidOperationException e)
        {
            return Ended([], e.Message);
        }
        finally
        {
            await copy.ReverseAsync(bug, CancellationToken.None);
        }

        PlantedBugResult Ended(IReadOnlyList<string> caughtBy, string? why) =>
            new(bug, caughtBy, TimeProvider.System.GetElapsedTime(begin), why);
    }

    private async Task<IReadOnlyList<string>> NearestAsync(PlantedBug bug, CancellationToken ct)
    {
        foreach (var project in bug.Nearest.GroupBy(test => test.Project))
        {
            await EnsureCompilesAsync(bug, await BuildAsync(project.Key, ct));
            foreach (var test in project)
            {
                var failed = await _tests.ClassesAsync(project.Key, [test.Name], ct);
                if (await NoticedAsync(bug, failed, ProjectFile(project.Key), ct) is { Count: > 0 } noticed)
                {
                    return noticed;
                }
            }
        }

        return [];
    }

    private async Task<IReadOnlyList<string>> SuiteAsync(PlantedBug bug, CancellationToken ct)
    {
        await EnsureCompilesAsync(bug, await copy.BuildAsync(Solution, ct));
        foreach (var project in Directory.EnumerateDirectories(Path.Combine(copy.Root, "tests"), "*Tests").Select(Path.GetFileName).Order())
        {
            if (await NoticedAsync(bug, await _tests.AllAsync(project!, ct), Solution, ct) is { Count: > 0 } noticed)
            {
                return noticed;
            }
        }

        return [];
    }

    /// <returns>Those that do not fail without the bug.</returns>
    private async Task<IReadOnlyList<string>> NoticedAsync(
        PlantedBug bug, IReadOnlyList<FailedTest> failed, string target, CancellationToken ct)
    {
        var doubted = failed.Where(test => test.Class.Length > 0).Select(test => new TestClass(test.Project, test.Class))
            .Except(_ranWithoutABug).ToList();
        if (doubted.Count > 0)
        {
            await copy.ReverseAsync(bug, ct);
            await EnsureCompilesAsync(bug, await copy.BuildAsync(target, ct));
            await RunWithoutABugAsync(doubted[0].Project, doubted, ct);
            if (await copy.ApplyAsync(bug, ct) is { } trouble)
            {
                throw new InvalidOperationException($"{bug.PatchFile} does not apply a second time: {trouble}");
            }

            await EnsureCompilesAsync(bug, await copy.BuildAsync(target, ct));
        }

        return [.. failed.Except(_failWithoutABug).Select(test => test.ToString())];
    }

    private async Task RunWithoutABugAsync(string project, IReadOnlyList<TestClass> classes, CancellationToken ct)
    {
        _failWithoutABug.UnionWith(await _tests.ClassesAsync(project, classes.Select(test => test.Name), ct));
        _ranWithoutABug.UnionWith(classes);
    }

    private Task<string?> BuildAsync(string project, CancellationToken ct) => copy.BuildAsync(ProjectFile(project), ct);

    private static string ProjectFile(string project) => $"tests/{project}/{project}.csproj";

    private static Task EnsureCompilesAsync(PlantedBug bug, string? trouble) => trouble is null
        ? Task.CompletedTask
        : Task.FromException(new InvalidOperationException($"{bug.PatchFile} does not compile: {trouble}"));
}
