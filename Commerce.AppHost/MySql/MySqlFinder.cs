using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;

namespace Commerce.AppHost.MySql;

/// <summary>Looks for a database server to run, from the nearest to the farthest.</summary>
internal sealed class MySqlFinder(IConfiguration configuration, MySqlDownload download)
{
    private const string WaysOut =
        "Three ways out: start Docker or Podman; or install MySQL 8.4 or later (or MariaDB 10.11 or later) so that mysqld is on PATH, " +
        "or name it with --Commerce:MySql:Executable=PATH; or use a server of yours with --ConnectionStrings:commerce=... and --ConnectionStrings:paymentgateway=...";

    /// <summary>
    /// The first server that is there and that <paramref name="prepareAsync"/> can use. Those that are skipped are named on the console.
    /// </summary>
    /// <exception cref="SetupException">There is none.</exception>
    public async Task<MySqlProgram> FirstAsync(Func<MySqlProgram, Task> prepareAsync, CancellationToken ct)
    {
        if (configuration[StackKeys.MySqlExecutable] is { Length: > 0 } configured)
        {
            return await IdentifyAndPrepareAsync(Configured(configured), prepareAsync, ct);
        }

        var reasons = new List<string>();
        await foreach (var candidate in CandidatesAsync(reasons, ct))
        {
            try
            {
                return await IdentifyAndPrepareAsync(candidate, prepareAsync, ct);
            }
            catch (SetupException e)
            {
                reasons.Add(e.Message);
                Console.WriteLine($"MySQL: {e.Message} Looking further.");
            }
        }

        throw new SetupException($"No MySQL server can be had on this machine. {string.Join(' ', reasons)}{(reasons.Count > 0 ? " " : "")}{WaysOut}");
    }

    private static async Task<MySqlProgram> IdentifyAndPrepareAsync(MySqlProgram candidate, Func<MySqlProgram, Task> prepareAsync, CancellationToken ct)
    {
        var program = await candidate.IdentifyAsync(ct);
        await prepareAsync(program);
        return program;
    }

    private static MySqlProgram Configured(string path) => File.Exists(path)
        ? Installed(Path.GetFullPath(path))
        : throw new SetupException($"{StackKeys.MySqlExecutable} is '{path}': there is no such file. It must be the path of a mysqld or mariadbd.");

    private async IAsyncEnumerable<MySqlProgram> CandidatesAsync(List<string> reasons, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var flavour in WantedFlavours())
        {
            if (reasons.Count > 0)
            {
                Console.WriteLine($"MySQL: falling back to {flavour.Title()}.");
            }

            if (Tool.Find(flavour.ProgramName()) is { } installed)
            {
                yield return Installed(installed);
            }

            if (await download.GetAsync(flavour, reasons, ct) is { } downloaded)
            {
                yield return downloaded;
            }
        }
    }

    private MySqlFlavour[] WantedFlavours() => configuration[StackKeys.MySqlFlavour]?.ToLowerInvariant() switch
    {
        null or "" => [MySqlFlavour.MySql, MySqlFlavour.MariaDb],
        "mysql" => [MySqlFlavour.MySql],
        "mariadb" => [MySqlFlavour.MariaDb],
        var other => throw new SetupException($"{StackKeys.MySqlFlavour} is '{other}': it must be mysql or mariadb."),
    };

    private static MySqlProgram Installed(string path) => new(path, [], UserFolder: null, path);
}
