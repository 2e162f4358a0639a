using System.Globalization;
using System.Text.RegularExpressions;
using Commerce.Hosting.MySql.Machine;

namespace Commerce.Hosting.MySql.Local;

/// <summary>A database server that can be started: the command, what always comes first on its command line, and what it is.</summary>
/// <param name="Command">The program, or the loader that runs it when it was unpacked beside the system.</param>
/// <param name="FirstArgs">The loader's arguments and the program; empty for an installed one.</param>
/// <param name="UserFolder">The <c>usr</c> folder of an unpacked one, null for an installed one, which knows its own.</param>
/// <param name="Origin">For the user: where it comes from.</param>
internal sealed partial record MySqlProgram(string Command, IReadOnlyList<string> FirstArgs, string? UserFolder, string Origin)
{
    public MySqlFlavour Flavour { get; private init; }

    public Version Version { get; private init; } = new();

    /// <summary>Where its plugins are, such as the one that copies its data; null for an installed one, which knows its own.</summary>
    public string? PluginFolder => UserFolder is { } usr ? Path.Combine(usr, "lib/mysql/plugin") : null;

    public static MySqlProgram Installed(string path) => new(path, [], UserFolder: null, path);

    public override string ToString() => $"{Flavour.Title()} {Version} ({Origin})";

    /// <summary>Asks the program what it is.</summary>
    /// <exception cref="DistributedApplicationException">It does not run, is no database server, or is too old.</exception>
    public async Task<MySqlProgram> IdentifyAsync(CancellationToken ct)
    {
        var answer = await Tool.RunAsync(Command, [.. FirstArgs, "--no-defaults", "--version"], ct);
        var match = VersionPattern().Match(answer.Output);
        if (answer.ExitCode != 0 || !match.Success)
        {
            throw new DistributedApplicationException(
                $"{Origin} is not a MySQL or MariaDB server that runs here: {(answer.Errors + answer.Output).Trim()}");
        }

        var flavour = answer.Output.Contains("MariaDB", StringComparison.OrdinalIgnoreCase) ? MySqlFlavour.MariaDb : MySqlFlavour.MySql;
        var version = new Version(match.Groups[1].Value);
        return version >= flavour.Oldest()
            ? this with { Flavour = flavour, Version = version }
            : throw new DistributedApplicationException(string.Create(
                CultureInfo.InvariantCulture, $"{Origin} is {flavour.Title()} {version}; at least {flavour.Oldest()} is needed."));
    }

    [GeneratedRegex(@"Ver (\d+\.\d+\.\d+)")]
    private static partial Regex VersionPattern();
}
