using System.Globalization;
using Commerce.Hosting.MySql.Local;
using Commerce.Hosting.MySql.Machine;

namespace Commerce.Hosting.MySql.Archive;

/// <summary>
/// Gets a database server from the distribution's own archive without root: apt fetches and checks the packages in folders of our own,
/// dpkg unpacks them beside the system, and the loader that came with them runs the program.
/// </summary>
/// <param name="architecture">As dpkg names it; null for this machine's own.</param>
internal sealed class MySqlDownload(string? cache, AptArchive? archive, FreeDiskSpace disk, Action<string> say, string? architecture = null)
{
    private const int MegabytesNeeded = 600; // The packages, and what is unpacked from them.

    private static readonly Dictionary<string, (string Triplet, string Loader)> Machines = new()
    {
        ["amd64"] = ("x86_64-linux-gnu", "ld-linux-x86-64.so.2"),
        ["arm64"] = ("aarch64-linux-gnu", "ld-linux-aarch64.so.1"),
    };

    /// <summary>
    /// In the user's own cache: <c>XDG_CACHE_HOME</c>, else <c>~/.cache</c>; null without a home: what lies elsewhere, others could change.
    /// </summary>
    public static string? CacheFolder
    {
        get
        {
            var configured = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            var cache = Path.IsPathFullyQualified(configured ?? string.Empty)
                ? configured
                : home.Length > 0 ? Path.Combine(home, ".cache") : null;
            return cache is null ? null : Path.Combine(cache, "commerce", "mysql");
        }
    }

    public static MySqlDownload ForThisUser(Action<string> say) =>
        new(CacheFolder, OperatingSystem.IsLinux() ? AptArchive.Read() : null, FreeDiskSpace.OfThisMachine, say);

    /// <summary>The unpacked server, downloaded unless it was before; null where this way does not exist.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be had this way.</exception>
    public async Task<MySqlProgram?> GetAsync(MySqlFlavour flavour, CancellationToken ct)
    {
        if (archive is null || Tool.Find("apt-get") is null || Tool.Find("dpkg-deb") is null)
        {
            return null;
        }

        if (cache is null)
        {
            throw new DistributedApplicationException(
                "Nothing can be downloaded: this user has no home folder to keep it in. Set HOME or XDG_CACHE_HOME.");
        }

        var target = architecture ?? (await Tool.RunAsync("dpkg", ["--print-architecture"], ct)).Output.Trim();
        if (!Machines.TryGetValue(target, out var machine))
        {
            throw new DistributedApplicationException($"There is no download for the architecture {target}.");
        }

        var folder = Path.Combine(
            cache, $"{flavour.ToString().ToLowerInvariant()}-{archive.Distribution}-{archive.ReleaseWith(flavour)}-{target}");
        PrivateFile.CreateFolder(Path.GetDirectoryName(cache)!);
        PrivateFile.CreateFolder(cache);
        if (!Directory.Exists(folder))
        {
            await DownloadOnceAsync(flavour, target, folder, ct);
        }

        return Unpacked(flavour, folder, machine.Triplet, machine.Loader);
    }

    // Two AppHosts may come here at the same moment: one downloads, the other waits and finds it done.
    private async Task DownloadOnceAsync(MySqlFlavour flavour, string machine, string target, CancellationToken ct)
    {
        using var turn = await FileLock.WaitAsync(
            Path.Combine(cache!, "lock"), () => say("another AppHost is downloading; waiting for it."), ct);
        if (Directory.Exists(target))
        {
            return;
        }

        DeleteParts();
        disk.Ensure(cache!, MegabytesNeeded, "set XDG_CACHE_HOME to a folder elsewhere");
        var apt = new AptDownload(archive!, flavour, machine, target + ".part", say);
        var started = TimeProvider.System.GetTimestamp();
        say($"none is installed. Getting {flavour.Title()} once from this machine's {archive!.Distribution} archive into {target}.");
        try
        {
            await apt.RunAsync(ct);
            Directory.Move(apt.Root, target);
        }
        finally
        {
            DeleteParts();
        }

        say(string.Create(CultureInfo.InvariantCulture, $"unpacked after {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s."));
    }

    // Of this download, or of one that was killed.
    private void DeleteParts()
    {
        foreach (var half in Directory.GetDirectories(cache!, "*.part"))
        {
            Directory.Delete(half, recursive: true);
        }
    }

    private static MySqlProgram Unpacked(MySqlFlavour flavour, string root, string triplet, string loader)
    {
        // Before the merge of /usr the C library lay in /lib.
        string[] libraries = [Path.Combine(root, "usr/lib", triplet), Path.Combine(root, "lib", triplet)];
        var program = Path.Combine(root, "usr/sbin", flavour.ProgramName());
        var command = libraries.Select(folder => Path.Combine(folder, loader)).FirstOrDefault(File.Exists)
            ?? throw new DistributedApplicationException(
                $"{root} is incomplete: there is no {loader} in it. Delete it, and the next start gets it again.");
        return new MySqlProgram(command, ["--library-path", string.Join(':', libraries), program], Path.Combine(root, "usr"), root);
    }
}
