using Commerce.Hosting.MySql.Machine;

namespace Commerce.Hosting.MySql.Local;

/// <summary>
/// A database that nobody has written to yet. A folder counts only under its final name, and gets that when it is complete:
/// what a killed AppHost leaves half made is never taken for one.
/// </summary>
/// <param name="cache">Where one is kept to be copied from, which takes a fraction of the time; null to make each one anew.</param>
internal sealed class EmptyDatabase(MySqlProgram program, string? cache, Action<string> say)
{
    /// <exception cref="DistributedApplicationException">The server could not make one.</exception>
    public async Task PlaceAsync(string data, CancellationToken ct)
    {
        var half = data + ".half";
        DeleteIfThere(half);
        try
        {
            await PrepareAsync(half, data, ct);
            Directory.Move(half, data);
        }
        finally
        {
            DeleteIfThere(half); // Whatever came in between: the disk may be full of it.
        }
    }

    private async Task PrepareAsync(string half, string data, CancellationToken ct)
    {
        var kept = cache is null ? null : Path.Combine(cache, "empty", $"{program.Flavour}-{program.Version}".ToLowerInvariant());
        if (Directory.Exists(kept))
        {
            Copy(kept, half);
            File.Delete(Path.Combine(half, "auto.cnf")); // The UUID of a server: two that share one cannot be in a group.
        }
        else
        {
            say($"making an empty database with {program} in {data}.");
            await MakeAsync(half, ct);
            Keep(half, kept);
        }
    }

    private async Task MakeAsync(string folder, CancellationToken ct)
    {
        // A temporary folder of its own: in the common one, two that are made at the same moment collide.
        var temporary = folder + ".tmp";
        PrivateFile.CreateFolder(folder);
        PrivateFile.CreateFolder(temporary);
        var answer = await RunAsync(folder, temporary, ct);
        if (answer.ExitCode != 0)
        {
            var errors = answer.Errors.Split('\n').Where(line => line.Contains("ERROR", StringComparison.OrdinalIgnoreCase));
            throw new DistributedApplicationException(
                $"{program} could not make a database: {string.Join(' ', errors.DefaultIfEmpty(answer.Errors.Trim()))}");
        }
    }

    private async Task<ToolAnswer> RunAsync(string folder, string temporary, CancellationToken ct)
    {
        try
        {
            return await Tool.RunAsync(
                program.Command, program.InitialiseArgs(folder, temporary), program.InitialiseInput(), _ => { }, ct);
        }
        finally
        {
            DeleteIfThere(temporary);
        }
    }

    // Who finds somebody else at it leaves it to them; what a killed AppHost left half made is made anew.
    private static void Keep(string folder, string? kept)
    {
        if (kept is null)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        using var turn = FileLock.Try(kept + ".lock");
        if (turn is null || Directory.Exists(kept))
        {
            return;
        }

        var half = kept + ".half";
        DeleteIfThere(half);
        try
        {
            Copy(folder, half);
            Directory.Move(half, kept);
        }
        finally
        {
            DeleteIfThere(half);
        }
    }

    private static void Copy(string from, string to)
    {
        PrivateFile.CreateFolder(to);
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
