using Commerce.Hosting.MySql.Archive;

namespace Commerce.Hosting.MySql.Tests;

public sealed class AptArchiveTests
{
    private const string Bookworm = "ID=debian\nVERSION_CODENAME=bookworm\n";
    private const string Noble = "ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble\nUBUNTU_CODENAME=noble\n";
    private const string DebianKeys = "/usr/share/keyrings/debian-archive-keyring.gpg";

    [Fact]
    public void Debian_has_mysql_in_its_rolling_release_and_mariadb_in_every_one()
    {
        var archive = Choose(Bookworm, "deb http://mirror.example/debian/ bookworm main")!;

        Assert.Equal(("debian", "http://mirror.example/debian/"), (archive.Distribution, archive.Uri));
        Assert.Equal(("sid", "bookworm"), (archive.ReleaseWith(MySqlFlavour.MySql), archive.ReleaseWith(MySqlFlavour.MariaDb)));
        Assert.Equal(["mysql-server-core"], archive.PackagesOf(MySqlFlavour.MySql));
    }

    [Fact]
    public void Ubuntu_has_both_in_the_release_that_runs_and_names_mysql_after_its_version()
    {
        var archive = Choose(Noble, "deb http://archive.example/ubuntu noble main universe")!;

        Assert.Equal("noble", archive.ReleaseWith(MySqlFlavour.MySql));
        Assert.Contains("mysql-server-core-8.4", archive.PackagesOf(MySqlFlavour.MySql));
        Assert.Contains("Components: main universe\n", archive.ToSource(MySqlFlavour.MariaDb), StringComparison.Ordinal);
        Assert.Contains("Suites: noble noble-updates\n", archive.ToSource(MySqlFlavour.MySql), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deb http://packages.example/tool bookworm main")] // A third party under Debian's release name.
    [InlineData("deb [signed-by=/usr/share/keyrings/tool.gpg] http://packages.example/debian bookworm main")]
    [InlineData("deb http://mirror.example/debian bookworm-updates main")]
    [InlineData("deb http://mirror.example/debian bookworm contrib")]
    [InlineData("deb cdrom:[Debian]/ bookworm main")]
    [InlineData("deb file:/srv/debian bookworm main")]
    public void What_is_not_the_distributions_own_release_is_left_alone(string line) => Assert.Null(Choose(Bookworm, line));

    [Fact]
    public void The_distributions_archive_is_found_among_others_and_brings_its_key()
    {
        var archive = Choose(
            Bookworm,
            "deb http://packages.example/tool bookworm main",
            "deb http://mirror.example/debian-security bookworm-security main",
            $"deb [signed-by={DebianKeys}] mirror+file:/etc/apt/mirrors/debian.list bookworm main")!;

        Assert.Equal("mirror+file:/etc/apt/mirrors/debian.list", archive.Uri);
        Assert.Contains($"Signed-By: {DebianKeys}\n", archive.ToSource(MySqlFlavour.MySql), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_key_in_the_source_the_systems_keyring_signs()
    {
        var archive = Choose(Bookworm, "deb http://mirror.example/debian bookworm main")!;

        Assert.Equal(DebianKeys, archive.SignedBy);
    }

    [Theory]
    [InlineData("ID=fedora\nVERSION_CODENAME=\n")]
    [InlineData("ID=alpine\n")]
    [InlineData("")]
    public void Another_system_has_none(string osRelease) => Assert.Null(
        Choose(osRelease, "deb http://mirror.example/debian bookworm main"));

    [Fact]
    public void A_machine_without_apt_has_none()
    {
        var empty = Directory.CreateTempSubdirectory("commerce-root-").FullName;

        Assert.Null(AptArchive.Read(empty));

        Directory.Delete(empty);
    }

    private static AptArchive? Choose(string osRelease, params string[] lines) => AptArchive.Choose(
        osRelease, [.. AptSource.Parse("sources.list", string.Join('\n', lines))], keyring => keyring == DebianKeys);
}
