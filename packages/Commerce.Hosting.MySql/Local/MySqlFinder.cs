using System.Runtime.CompilerServices;
using Commerce.Hosting.MySql.Archive;

namespace Commerce.Hosting.MySql.Local;

/// <summary>
/// Looks for a database server to run: the configured one; else of the flavour that made the data folder; else MySQL and then MariaDB.
/// An installed one comes before one that is downloaded.
/// </summary>
/// <param name="find">Where a program of that name is installed; null where there is none.</param>
internal sealed class MySqlFinder(
    MySqlSettings settings, MySqlDataFolder folder, MySqlDownload download, Func<string, string?> find, Action<string> say)
{
    /// <summary>
    /// The first server that is there and that <paramref name="prepareAsync"/> can use. Those that are skipped are named.
    /// </summary>
    /// <exception cref="DistributedApplicationException">There is none.</exception>
    public async Task<MySqlProgram> FirstAsync(Func<MySqlProgram, CancellationToken, Task> prepareAsync, CancellationToken ct)
    {
        var reasons = new List<string>();
        var wanted = Wanted();
        await foreach (var program in settings.Executable is { } path ? ConfiguredAsync(path, ct) : CandidatesAsync(wanted, reasons, ct))
        {
            try
            {
                await prepareAsync(program, ct);
                return program;
            }
            catch (DistributedApplicationException e) when (settings.Executable is null)
            {
                reasons.Add(e.Message);
                say($"{e.Message} Looking further.");
            }
        }

        throw new DistributedApplicationException(string.Join(' ', [
            $"No {string.Join(" or ", wanted.Select(f => f.Title()))} server can be had on this machine.",
            .. reasons.Distinct(),
            "Ways out: start Docker or Podman; or install MySQL 8.4 or later (or MariaDB 10.11 or later) so that mysqld is on PATH, or "
            + "name it with",
            $"--{settings.Key("Executable")}=PATH; or use a server of yours by its connection strings."]));
    }

    private async IAsyncEnumerable<MySqlProgram> ConfiguredAsync(string path, [EnumeratorCancellation] CancellationToken ct)
    {
        var program = await MySqlProgram.Installed(path).IdentifyAsync(ct);
        yield return settings.Flavour is { } flavour && flavour != program.Flavour
            ? throw new DistributedApplicationException(
                $"{settings.Key("Executable")} is {program}, but {settings.Key("Flavour")} asks for {flavour.Title()}. Leave one of the "
                + "two out.")
            : program;
    }

    private async IAsyncEnumerable<MySqlProgram> CandidatesAsync(
        IReadOnlyList<MySqlFlavour> wanted, List<string> reasons, [EnumeratorCancellation] CancellationToken ct)
    {
        var installed = await InstalledAsync(reasons, ct);
        foreach (var flavour in wanted)
        {
            if (flavour != wanted[0])
            {
                say($"falling back to {flavour.Title()}.");
            }

            foreach (var program in installed.Where(program => program.Flavour == flavour))
            {
                yield return program;
            }

            if (await DownloadedAsync(flavour, reasons, ct) is { } downloaded)
            {
                yield return downloaded;
            }
        }
    }

    // What a program is called says little: on Debian, mysqld is a name of MariaDB.
    private async Task<List<MySqlProgram>> InstalledAsync(List<string> reasons, CancellationToken ct)
    {
        var found = new List<MySqlProgram>();
        foreach (var path in Enum.GetValues<MySqlFlavour>().Select(f => find(f.ProgramName())).OfType<string>())
        {
            await TryAsync(reasons, async () => found.Add(await MySqlProgram.Installed(path).IdentifyAsync(ct)));
        }

        return found;
    }

    private async Task<MySqlProgram?> DownloadedAsync(MySqlFlavour flavour, List<string> reasons, CancellationToken ct)
    {
        MySqlProgram? program = null;
        await TryAsync(reasons, async () =>
        {
            if (await download.GetAsync(flavour, ct) is { } unpacked)
            {
                program = await unpacked.IdentifyAsync(ct);
            }
        });
        return program;
    }

    private async Task TryAsync(List<string> reasons, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception e) when (e is DistributedApplicationException or IOException or UnauthorizedAccessException)
        {
            reasons.Add(e.Message);
            say(e.Message);
        }
    }

    private IReadOnlyList<MySqlFlavour> Wanted()
    {
        if (settings.Flavour is { } flavour)
        {
            folder.EnsureFor(flavour);
            return [flavour];
        }

        return folder.Makers is [var maker, ..] ? [maker] : [MySqlFlavour.MySql, MySqlFlavour.MariaDb];
    }
}
