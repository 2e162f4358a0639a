namespace Commerce.Chaos.PlantedBugs;

/// <summary>
/// A copy of the tree as it lies there, changes that are not committed included, in a folder that goes away in the end. One copy serves bug
/// after bug: a patch is reversed when its bug is done with, so that a build compiles again what the patch has touched and no more.
/// </summary>
internal sealed class WorkingCopy : IDisposable
{
    private static readonly TimeSpan GitLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("commerce-planted-");
    private bool _isRestored;

    private WorkingCopy()
    {
    }

    public string Root => _folder.FullName;

    /// <exception cref="InvalidOperationException">There is no git, or the tree is not a checkout.</exception>
    public static async Task<WorkingCopy> MakeAsync(CancellationToken ct)
    {
        var (code, files) = await Tool.RunAsync(
            SourceTree.Root, GitLimit, "git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], ct);
        if (code != 0)
        {
            throw new InvalidOperationException($"The bugs are planted into a copy of what git knows of the tree. {files.Trim()}");
        }

        var copy = new WorkingCopy();
        foreach (var file in files.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            copy.Take(file);
        }

        return copy;
    }

    /// <returns>Why the patch does not apply; null when it does, and then it is applied.</returns>
    public Task<string?> ApplyAsync(PlantedBug bug, CancellationToken ct) => GitApplyAsync(bug, [], ct);

    /// <returns>Why the patch would not apply; null when it would.</returns>
    public Task<string?> CheckAsync(PlantedBug bug, CancellationToken ct) => GitApplyAsync(bug, ["--check"], ct);

    /// <exception cref="InvalidOperationException">Somebody has changed the copy meanwhile.</exception>
    public async Task ReverseAsync(PlantedBug bug, CancellationToken ct)
    {
        if (await GitApplyAsync(bug, ["--reverse"], ct) is { } trouble)
        {
            throw new InvalidOperationException($"{bug.PatchFile} cannot be taken back: {trouble}");
        }
    }

    /// <param name="target">A project or the solution, from the root.</param>
    /// <returns>What the compiler says against it; null when it was built.</returns>
    public async Task<string?> BuildAsync(string target, CancellationToken ct)
    {
        // No compiler and no build node outlives the build, for the folder goes away below them.
        string[] arguments =
        [
            "build", target, "-v:q", "-nologo", "-clp:NoSummary", "-nodeReuse:false", "-p:UseSharedCompilation=false",
            "-p:RunAnalyzers=false", .. _isRestored ? ["--no-restore"] : Array.Empty<string>(),
        ];
        if (!_isRestored)
        {
            await Tool.RunAsync(Root, BuildLimit, "dotnet", ["restore", "Commerce.sln", "-v:q"], ct);
            _isRestored = true;
        }

        var (code, output) = await Tool.RunAsync(Root, BuildLimit, "dotnet", arguments, ct);
        return code == 0 ? null : output.Trim();
    }

    public void Dispose()
    {
        try
        {
            if (Directory.Exists(Root))
            {
                _folder.Delete(recursive: true);
            }
        }
        catch (IOException)
        {
            // A process that a test has left behind may be writing still; the folder is one of the machine's for temporary files.
        }
    }

    private async Task<string?> GitApplyAsync(PlantedBug bug, string[] how, CancellationToken ct)
    {
        var patch = Path.Combine(SourceTree.Root, PlantedBugList.Folder, bug.PatchFile);
        var (code, output) = await Tool.RunAsync(Root, GitLimit, "git", ["apply", .. how, patch], ct);
        return code == 0 ? null : output.Trim();
    }

    private void Take(string file)
    {
        var source = new FileInfo(Path.Combine(SourceTree.Root, file));
        if (source.Exists) // Else it was deleted, and that is not committed yet.
        {
            var target = new FileInfo(Path.Combine(Root, file));
            target.Directory!.Create();
            source.CopyTo(target.FullName);
        }
    }
}
