using Microsoft.Extensions.Configuration;

namespace Commerce.Hosting.MySql;

/// <summary>What the configuration says about one server. Messages name a key as the user wrote it.</summary>
internal sealed class MySqlSettings(IConfigurationSection section) : IResourceAnnotation
{
    private const string DataDirectory = "DataDirectory";

    public required string DefaultFolder { get; set; }

    public string? Executable { get; private init; }

    public MySqlFlavour? Flavour { get; private init; }

    /// <summary>Whether an empty database is kept in the user's cache, to be copied from: for tests, which need many.</summary>
    public bool ReuseEmptyDatabase { get; private init; }

    /// <summary>Where the data and the secrets are.</summary>
    public string DataFolder => section[DataDirectory] is { Length: > 0 } path ? path : DefaultFolder;

    /// <exception cref="DistributedApplicationException">A value is not among those that are allowed.</exception>
    public static MySqlSettings Read(IConfiguration configuration, string sectionName, string defaultFolder)
    {
        var section = configuration.GetSection(sectionName);
        return new MySqlSettings(section)
        {
            DefaultFolder = defaultFolder,
            Executable = section[nameof(Executable)] is { Length: > 0 } path ? ExistingFile(section, path) : null,
            Flavour = section[nameof(Flavour)]?.ToLowerInvariant() switch
            {
                null or "" => null,
                "mysql" => MySqlFlavour.MySql,
                "mariadb" => MySqlFlavour.MariaDb,
                _ => throw Wrong(section, nameof(Flavour), "it must be mysql or mariadb"),
            },
            ReuseEmptyDatabase = section[nameof(ReuseEmptyDatabase)] switch
            {
                null or "" => false,
                var text when bool.TryParse(text, out var value) => value,
                _ => throw Wrong(section, nameof(ReuseEmptyDatabase), "it must be true or false"),
            },
        };
    }

    /// <summary>The same for a group, for which only MySQL will do.</summary>
    /// <exception cref="DistributedApplicationException">The other flavour is asked for.</exception>
    public MySqlSettings ForGroup() => Flavour == MySqlFlavour.MariaDb
        ? throw Wrong(section, nameof(Flavour), "a group needs mysql, for MariaDB has no Group Replication")
        : new MySqlSettings(section)
        {
            DefaultFolder = DefaultFolder,
            Executable = Executable,
            Flavour = Executable is null ? MySqlFlavour.MySql : Flavour,
            ReuseEmptyDatabase = ReuseEmptyDatabase,
        };

    /// <summary>How the user names a setting, for a message.</summary>
    public string Key(string setting) => $"{section.Path}:{setting}";

    /// <summary>What the user can do about a data folder.</summary>
    public string AnotherFolder => $"--{Key(DataDirectory)}=PATH";

    public DistributedApplicationException FolderIsUnusable(Exception e) => section[DataDirectory] is { Length: > 0 } path
        ? new DistributedApplicationException(
            $"{Key(DataDirectory)} is '{path}': it must be a folder that can be written to. {e.Message}", e)
        : new DistributedApplicationException(
            $"{DataFolder} must be a folder that can be written to; another one: {AnotherFolder}. {e.Message}", e);

    private static string ExistingFile(IConfigurationSection section, string path) => File.Exists(path)
        ? Path.GetFullPath(path)
        : throw Wrong(section, nameof(Executable), "there is no such file. It must be the path of a mysqld or mariadbd");

    private static DistributedApplicationException Wrong(IConfigurationSection section, string setting, string rule) =>
        new($"{section.Path}:{setting} is '{section[setting]}': {rule}.");
}
