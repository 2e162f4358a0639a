namespace Commerce.Hosting.MySql.Archive;

/// <summary>The distribution's own archive, found in this machine's configuration: no address is written down in this repository.</summary>
/// <param name="Distribution"><c>debian</c> or <c>ubuntu</c>.</param>
/// <param name="Release">The code name of the release that this machine runs.</param>
internal sealed record AptArchive(string Distribution, string Release, string Uri, string? SignedBy)
{
    /// <summary>Where Debian keeps MySQL: only its rolling release has it.</summary>
    private const string DebianRolling = "sid";

    private static readonly string[] DebianNames = ["stable", "oldstable", "testing", "unstable", "sid"];

    /// <summary>Reads this machine's configuration; null when it is neither Debian nor Ubuntu, or names no archive of theirs.</summary>
    public static AptArchive? Read(string root = "/")
    {
        var release = Path.Combine(root, "etc/os-release");
        var apt = Path.Combine(root, "etc/apt");
        if (!File.Exists(release) || !Directory.Exists(apt))
        {
            return null;
        }

        var parts = Path.Combine(apt, "sources.list.d");
        var files = Directory.Exists(parts)
            ? Directory.GetFiles(parts).Where(IsSourceFile).Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        var sources = files.Prepend(Path.Combine(apt, "sources.list")).Where(File.Exists)
            .SelectMany(file => AptSource.Parse(file, File.ReadAllText(file)));
        return Choose(File.ReadAllText(release), [.. sources], keyring => File.Exists(Path.Combine(root, keyring.TrimStart('/'))));
    }

    /// <summary>The same from texts, for any machine.</summary>
    public static AptArchive? Choose(string osRelease, IReadOnlyList<AptSource> sources, Func<string, bool> exists)
    {
        var facts = osRelease.Split('\n').Select(l => l.Split('=', 2)).Where(p => p.Length == 2).ToDictionary(
            p => p[0], p => p[1].Trim().Trim('"'));
        var (distribution, release) = facts switch
        {
            _ when facts.GetValueOrDefault("UBUNTU_CODENAME") is { Length: > 0 } ubuntu => ("ubuntu", ubuntu),
            _ when facts.GetValueOrDefault("ID") == "debian" => ("debian", facts.GetValueOrDefault("VERSION_CODENAME") ?? DebianRolling),
            _ => (string.Empty, string.Empty),
        };
        var source = sources
            .Where(
                s => s.Components.Contains("main") && (s.Suite == release || (distribution == "debian" && DebianNames.Contains(s.Suite))))
            .Where(s => !s.Uri.StartsWith("cdrom:", StringComparison.Ordinal) && !s.Uri.StartsWith("file:", StringComparison.Ordinal))
            .Where(s => IsTheirs(s, distribution))
            .FirstOrDefault();
        return source is null || distribution.Length == 0
            ? null
            : new AptArchive(distribution, release, source.Uri, source.SignedBy ?? Keyrings(distribution).FirstOrDefault(exists));
    }

    /// <summary>The release that has <paramref name="flavour"/>.</summary>
    public string ReleaseWith(MySqlFlavour flavour) => Distribution == "debian" && flavour == MySqlFlavour.MySql ? DebianRolling : Release;

    /// <summary>The server's package, by the names it goes under, the best one first.</summary>
    public IReadOnlyList<string> PackagesOf(MySqlFlavour flavour) => (flavour, Distribution) switch
    {
        (MySqlFlavour.MariaDb, _) => ["mariadb-server-core"],
        (_, "debian") => ["mysql-server-core"],
        _ => ["mysql-server-core", "mysql-server-core-8.4", "mysql-server-core-8.0"],
    };

    /// <summary>An apt source of this archive alone, for the release that has <paramref name="flavour"/>.</summary>
    public string ToSource(MySqlFlavour flavour) => $"""
        Types: deb
        URIs: {Uri}
        Suites: {ReleaseWith(flavour)}{(Distribution == "ubuntu" ? $" {Release}-updates" : string.Empty)}
        Components: main{(Distribution == "ubuntu" ? " universe" : string.Empty)}
        Targets: Packages
        Languages: none
        {(SignedBy is null ? string.Empty : $"Signed-By: {SignedBy}")}

        """;

    // A third party may publish under the same release name; it has neither the distribution's key nor its place in the address.
    private static bool IsTheirs(AptSource source, string distribution) =>
        source.SignedBy?.Contains($"{distribution}-archive", StringComparison.Ordinal)
        ?? source.Uri.TrimEnd('/').Split('/')[^1] is var last && (last == distribution || last == $"{distribution}-ports");

    private static string[] Keyrings(string distribution) =>
        [$"/usr/share/keyrings/{distribution}-archive-keyring.gpg", $"/usr/share/keyrings/{distribution}-archive-keyring.pgp"];

    private static bool IsSourceFile(string file) => Path.GetExtension(file) is ".list" or ".sources";
}
