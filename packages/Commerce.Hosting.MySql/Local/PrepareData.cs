using Commerce.Hosting.MySql.Archive;
using Commerce.Hosting.MySql.Machine;

namespace Commerce.Hosting.MySql.Local;

/// <summary>Makes an empty database when there is none yet, and writes the statements of every start.</summary>
internal sealed class PrepareData(MySqlDataFolder folder, bool reuse, StartStatements statements, Action<string> say)
{
    private static readonly Version FirstInnovation = new(9, 0);
    private static readonly Version OldestUpgradable = new(8, 4);

    /// <exception cref="DistributedApplicationException">The server could not make one, or cannot read the one that is there.</exception>
    public async Task ExecuteAsync(MySqlProgram program, CancellationToken ct)
    {
        folder.EnsureFor(program.Flavour);
        var data = folder.DataOf(program.Flavour);
        var writtenBy = folder.VersionFileOf(program.Flavour);
        if (!Directory.Exists(data))
        {
            await new EmptyDatabase(program, reuse ? MySqlDownload.CacheFolder : null, say).PlaceAsync(data, ct);
        }
        else if (File.Exists(writtenBy) && Version.TryParse(await File.ReadAllTextAsync(writtenBy, ct), out var version))
        {
            EnsureReadable(program, data, version);
        }

        PrivateFile.CreateFolder(folder.TemporaryFolder);
        PrivateFile.Write(folder.InitFile, statements.Text);
        await File.WriteAllTextAsync(writtenBy, program.Version.ToString(), ct); // Last: the folder is ready for this version from here on.
    }

    private void EnsureReadable(MySqlProgram program, string data, Version version)
    {
        if (version > program.Version)
        {
            throw new DistributedApplicationException(
                $"{data} was written by version {version}; {program} is older and cannot read it. Take the newer server again, or "
                + $"{folder.Settings.AnotherFolder}.");
        }

        if (program.Flavour == MySqlFlavour.MySql && version < OldestUpgradable && program.Version >= FirstInnovation)
        {
            throw new DistributedApplicationException(
                $"{data} was written by version {version}; {program} can read it from {OldestUpgradable} on. Run {OldestUpgradable} on "
                + $"it once, or {folder.Settings.AnotherFolder}.");
        }
    }
}
