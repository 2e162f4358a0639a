using System.Security.Cryptography;
using System.Text;
using Commerce.Hosting.MySql.Machine;

namespace Commerce.Hosting.MySql.Local;

/// <summary>The files of a local server: data, secrets, and what it runs at every start.</summary>
internal sealed class MySqlDataFolder
{
    private readonly MySqlDataFolder? _group;

    private MySqlDataFolder(string path, MySqlSettings settings, MySqlDataFolder? group = null) =>
        (Path, Settings, _group) = (path, settings, group);

    public string Path { get; }

    public MySqlSettings Settings { get; }

    public string Password => _group?.Password ?? PrivateFile.Secret(In("password"));

    public string RootPassword => _group?.RootPassword ?? PrivateFile.Secret(In("root-password"));

    /// <summary>Of the account that the nodes of a group have among themselves.</summary>
    public string GroupPassword => _group?.GroupPassword ?? PrivateFile.Secret(In("group-password"));

    /// <summary>The UUID of a group: its transactions are named by it, so it never changes.</summary>
    public string GroupName => _group?.GroupName ?? PrivateFile.Kept(In("group-name"), () => Guid.NewGuid().ToString());

    /// <summary>Changes with the password, and does not tell it.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Password)))[..8];

    public string InitFile => In("init.sql");

    public string PidFile => In("mysqld.pid");

    public string TemporaryFolder => In("tmp");

    public string LockFile => In("lock");

    /// <summary>The kinds of server that have a database here, the one that ran last first.</summary>
    public IReadOnlyList<MySqlFlavour> Makers =>
        [.. Enum.GetValues<MySqlFlavour>().Where(f => Directory.Exists(DataOf(f))).OrderByDescending(
            f => File.GetLastWriteTimeUtc(VersionFileOf(f)))];

    /// <summary>A new database of MySQL takes 200 MB; one that is there must be able to grow.</summary>
    public int MegabytesNeeded => Makers.Count == 0 ? 400 : 100;

    /// <exception cref="DistributedApplicationException">It cannot be written to.</exception>
    public static MySqlDataFolder Open(MySqlSettings settings)
    {
        try
        {
            return new MySqlDataFolder(Directory.CreateDirectory(System.IO.Path.GetFullPath(settings.DataFolder)).FullName, settings);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw settings.FolderIsUnusable(e);
        }
    }

    /// <summary>The folder of one node of a group, with the group's secrets.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be written to.</exception>
    public MySqlDataFolder OfNode(string node)
    {
        try
        {
            return new MySqlDataFolder(Directory.CreateDirectory(In(node)).FullName, Settings, this);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Settings.FolderIsUnusable(e);
        }
    }

    public string DataOf(MySqlFlavour flavour) => In(flavour == MySqlFlavour.MySql ? "data" : "data-mariadb");

    public string VersionFileOf(MySqlFlavour flavour) => DataOf(flavour) + ".version";

    /// <exception cref="DistributedApplicationException">There is a database, and it is not of this flavour.</exception>
    public void EnsureFor(MySqlFlavour flavour)
    {
        if (Makers is [var maker, ..] makers && !makers.Contains(flavour))
        {
            throw new DistributedApplicationException(
                $"{Path} holds a database of {maker.Title()}, which {flavour.Title()} cannot read. " +
                $"Set {Settings.Key("Flavour")}={maker.ToString().ToLowerInvariant()}, or choose another folder with "
                + $"{Settings.AnotherFolder}.");
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
