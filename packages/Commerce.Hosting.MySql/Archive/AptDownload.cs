using System.Globalization;
using Commerce.Hosting.MySql.Machine;

namespace Commerce.Hosting.MySql.Archive;

/// <summary>One run of apt with lists, state and cache of its own, and dpkg's unpacking of what it fetched.</summary>
internal sealed class AptDownload(AptArchive archive, MySqlFlavour flavour, string architecture, string work, Action<string> say)
{
    /// <summary>Where the packages are unpacked.</summary>
    public string Root { get; } = Path.Combine(work, "root");

    private string Archives => Path.Combine(work, "cache/archives");

    /// <exception cref="DistributedApplicationException">apt or dpkg failed; the message holds what they said.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        string[] inWork = ["lists/partial", "state", "sources"];
        foreach (var folder in inWork.Select(name => Path.Combine(work, name)).Prepend(Path.Combine(Archives, "partial")).Prepend(Root))
        {
            Directory.CreateDirectory(folder);
        }

        await File.WriteAllTextAsync(Path.Combine(work, "sources/archive.sources"), archive.ToSource(flavour), ct);
        await File.WriteAllTextAsync(Path.Combine(work, "status"), string.Empty, ct);

        say("reading the list of packages.");
        await AptAsync(["update"], ct);
        await DownloadAsync(ct);
        await UnpackAsync(ct);
    }

    private async Task DownloadAsync(CancellationToken ct)
    {
        DistributedApplicationException? last = null;
        foreach (var package in archive.PackagesOf(flavour))
        {
            try
            {
                await AptAsync(["--yes", "--no-install-recommends", "--download-only", "install", package], ct);
                return;
            }
            catch (DistributedApplicationException e)
            {
                last = e;
            }
        }

        throw last!;
    }

    private async Task UnpackAsync(CancellationToken ct)
    {
        var packages = Directory.GetFiles(Archives, "*.deb");
        say($"unpacking {packages.Length} packages.");
        foreach (var package in packages)
        {
            var answer = await Tool.RunAsync("dpkg-deb", ["--extract", package, Root], ct);
            if (answer.ExitCode != 0)
            {
                throw new DistributedApplicationException($"dpkg-deb could not unpack {Path.GetFileName(package)}: {answer.Errors.Trim()}");
            }
        }
    }

    private async Task AptAsync(string[] command, CancellationToken ct)
    {
        var shown = 0;
        var answer = await Tool.RunAsync(
            "apt-get", [.. Options(), .. command], string.Empty, line => shown = ShowProgress(line, shown), ct);
        if (answer.ExitCode != 0)
        {
            var errors = answer.Errors.Split('\n').Where(line => line.StartsWith("E:", StringComparison.Ordinal));
            throw new DistributedApplicationException(
                $"apt-get {command[0]} for {flavour.Title()} failed: {string.Join(' ', errors.DefaultIfEmpty(answer.Errors.Trim()))}");
        }
    }

    private IEnumerable<string> Options()
    {
        string[] settings =
        [
            $"Dir::State={work}/state",
            $"Dir::State::lists={work}/lists",
            $"Dir::State::status={work}/status",
            $"Dir::Cache={work}/cache",
            "Dir::Etc::sourcelist=/dev/null",
            $"Dir::Etc::sourceparts={work}/sources",
            $"APT::Architecture={architecture}",
            $"APT::Architectures={architecture}",
            "Debug::NoLocking=1",
            "APT::Update::Error-Mode=any",
            "APT::Status-Fd=1",
            "Acquire::Retries=2",
            "Acquire::http::Timeout=20",
            "Acquire::https::Timeout=20",
        ];

        // As root, apt would fetch as a user that may not write into this folder.
        var asRoot = Environment.IsPrivilegedProcess ? ["APT::Sandbox::User=root"] : Array.Empty<string>();
        return settings.Concat(asRoot).SelectMany(setting => new[] { "-o", setting });
    }

    // dlstatus:17:34.5:Retrieving file 18 of 55
    private int ShowProgress(string line, int shown)
    {
        if (line.Split(':', 4) is not ["dlstatus", _, var text, var what]
            || !double.TryParse(text, CultureInfo.InvariantCulture, out var percent))
        {
            return shown;
        }

        var tenth = (int)percent / 10;
        if (tenth > shown)
        {
            say($"{tenth * 10} %  {what}");
        }

        return Math.Max(shown, tenth);
    }
}
