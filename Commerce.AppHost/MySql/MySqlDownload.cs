using System.Globalization;

namespace Commerce.AppHost.MySql;

/// <summary>
/// Gets a database server from the distribution's own archive without root: apt fetches and checks the packages in folders of our own,
/// dpkg unpacks them beside the system, and the loader that came with them runs the program.
/// </summary>
/// <param name="architecture">As dpkg names it; null for this machine's own.</param>
internal sealed class MySqlDownload(string cache, AptArchive? archive, string? architecture = null)
{
    private static readonly Dictionary<string, (string Triplet, string Loader)> Machines = new()
    {
        ["amd64"] = ("x86_64-linux-gnu", "ld-linux-x86-64.so.2"),
        ["arm64"] = ("aarch64-linux-gnu", "ld-linux-aarch64.so.1"),
    };

    /// <summary>In the user's own cache: <c>XDG_CACHE_HOME</c>, else <c>~/.cache</c>, else, without a home, among the temporary files.</summary>
    public static string CacheFolder
    {
        get
        {
            var configured = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            var cache = Path.IsPathFullyQualified(configured ?? string.Empty) ? configured! : Path.Combine(home.Length > 0 ? home : Path.GetTempPath(), ".cache");
            return Path.Combine(cache, "commerce", "mysql");
        }
    }

    public static MySqlDownload ForThisUser() => new(CacheFolder, OperatingSystem.IsLinux() ? AptArchive.Read() : null);

    /// <summary>The unpacked server, downloaded unless it was before; null, with the reason added, when it cannot be had this way.</summary>
    public async Task<MySqlProgram?> GetAsync(MySqlFlavour flavour, List<string> reasons, CancellationToken ct)
    {
        if (archive is null || Tool.Find("apt-get") is null || Tool.Find("dpkg-deb") is null)
        {
            return null;
        }

        try
        {
            var target = architecture ?? (await Tool.RunAsync("dpkg", ["--print-architecture"], ct)).Output.Trim();
            if (!Machines.TryGetValue(target, out var machine))
            {
                reasons.Add($"There is no download for the architecture {target}.");
                return null;
            }

            var folder = Path.Combine(cache, $"{flavour.ToString().ToLowerInvariant()}-{archive.Distribution}-{archive.ReleaseWith(flavour)}-{target}");
            if (!Directory.Exists(folder))
            {
                await DownloadOnceAsync(flavour, target, folder, ct);
            }

            return Unpacked(flavour, folder, machine.Triplet, machine.Loader);
        }
        catch (Exception e) when (e is SetupException or IOException or UnauthorizedAccessException)
        {
            Console.WriteLine($"MySQL: {e.Message}");
            reasons.Add(e.Message);
            return null;
        }
    }

    // Two AppHosts may come here at the same moment: one downloads, the other waits and finds it done.
    private async Task DownloadOnceAsync(MySqlFlavour flavour, string machine, string target, CancellationToken ct)
    {
        using var turn = await FileLock.WaitAsync(Path.Combine(cache, "lock"), "MySQL: another AppHost is downloading; waiting for it.", ct);
        if (Directory.Exists(target))
        {
            return;
        }

        foreach (var half in Directory.GetDirectories(cache, "*.part"))
        {
            Directory.Delete(half, recursive: true);
        }

        var work = target + ".part";
        var apt = new AptDownload(archive!, flavour, machine, work);
        var started = TimeProvider.System.GetTimestamp();
        Console.WriteLine($"MySQL: none is installed. Getting {flavour.Title()} once from this machine's {archive!.Distribution} archive into {target}.");
        await apt.RunAsync(ct);
        Directory.Move(apt.Root, target);
        Directory.Delete(work, recursive: true);
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"MySQL: unpacked after {seconds:0} s."));
    }

    private static MySqlProgram Unpacked(MySqlFlavour flavour, string root, string triplet, string loader)
    {
        // Before the merge of /usr the C library lay in /lib.
        string[] libraries = [Path.Combine(root, "usr/lib", triplet), Path.Combine(root, "lib", triplet)];
        var program = Path.Combine(root, "usr/sbin", flavour.ProgramName());
        var command = libraries.Select(folder => Path.Combine(folder, loader)).FirstOrDefault(File.Exists)
            ?? throw new SetupException($"{root} is incomplete: there is no {loader} in it. Delete it, and the next start gets it again.");
        return new MySqlProgram(command, ["--library-path", string.Join(':', libraries), program], Path.Combine(root, "usr"), root);
    }
}
