using Commerce.Hosting.MySql.Archive;
using Commerce.Hosting.MySql.Local;
using Commerce.Hosting.MySql.Machine;

namespace Commerce.Hosting.MySql.Tests;

public sealed class MySqlFinderTests : IDisposable
{
    private const string MySqlWords = "echo 'mysqld  Ver 8.4.6 for Linux on x86_64 (MySQL Community Server - GPL)'";
    private const string MariaDbWords = "echo 'mysqld  Ver 10.11.14-MariaDB-0+deb12u2 for debian-linux-gnu on x86_64 (Debian 12)'";

    private readonly string _cache = Directory.CreateTempSubdirectory("commerce-cache-").FullName;
    private readonly List<string> _said = [];
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public MySqlFinderTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The servers here are shell scripts.");

    [Fact]
    public async Task Without_any_server_one_sentence_names_the_ways_out()
    {
        using var folder = new TestFolder();

        var error = await FailsAsync(folder);

        Assert.Contains("No MySQL or MariaDB server can be had", error, StringComparison.Ordinal);
        Assert.Contains("start Docker or Podman; or install MySQL", error, StringComparison.Ordinal);
        Assert.Contains("--Db:Executable=PATH", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_does_not_answer_is_a_reason_and_leaves_nothing_behind()
    {
        Assert.SkipWhen(Tool.Find("apt-get") is null, "There is no apt here.");
        using var folder = new TestFolder();
        var nowhere = new AptArchive("debian", "bookworm", "http://127.0.0.1:9/debian", SignedBy: null);

        var error = await FailsAsync(folder, archive: nowhere);

        Assert.Contains("apt-get update for MySQL failed", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(_cache));
    }

    [Fact]
    public async Task A_disk_without_room_is_a_reason_before_anything_is_downloaded()
    {
        Assert.SkipWhen(Tool.Find("apt-get") is null, "There is no apt here.");
        using var folder = new TestFolder();
        var nowhere = new AptArchive("debian", "bookworm", "http://127.0.0.1:9/debian", SignedBy: null);

        var error = await FailsAsync(folder, archive: nowhere, room: new FreeDiskSpace(_ => 12_000_000));

        Assert.Contains($"There is no room in {_cache}: 12 MB are free and 600 MB are needed.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("apt-get", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_home_nothing_is_downloaded_where_others_can_write()
    {
        Assert.SkipWhen(Tool.Find("apt-get") is null, "There is no apt here.");
        using var folder = new TestFolder();
        var archive = new AptArchive("debian", "bookworm", "http://127.0.0.1:9/debian", SignedBy: null);
        var finder = new MySqlFinder(
            folder.Settings, folder.Data, new MySqlDownload(null, archive, FreeDiskSpace.OfThisMachine, _said.Add), _ => null, _said.Add);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => finder.FirstAsync((_, _) => Task.CompletedTask, _ct));

        Assert.Contains("Set HOME or XDG_CACHE_HOME.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configured_server_is_the_only_one_that_is_tried()
    {
        using var server = new FakeTool("mine", MySqlWords);
        using var folder = new TestFolder(("Executable", server.File("mine")));

        Assert.Equal(new Version(8, 4, 6), (await FirstAsync(folder)).Version);
        await Assert.ThrowsAsync<DistributedApplicationException>(
            () => Finder(folder).FirstAsync((_, _) => throw new DistributedApplicationException("no room"), _ct));
    }

    [Fact]
    public async Task A_configured_server_of_another_flavour_than_the_configured_one_is_refused()
    {
        using var server = new FakeTool("mysqld", MariaDbWords);
        using var folder = new TestFolder(("Executable", server.File("mysqld")), ("Flavour", "mysql"));

        Assert.Contains("but Db:Flavour asks for MySQL", await FailsAsync(folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mysqld_that_is_mariadb_is_not_taken_for_mysql()
    {
        using var server = new FakeTool("mysqld", MariaDbWords);
        using var folder = new TestFolder(("Flavour", "mysql"));

        Assert.StartsWith("No MySQL server can be had", await FailsAsync(folder, name => name == "mysqld" ? server.File("mysqld") : null),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mysql_in_the_cache_comes_before_a_mariadb_that_is_installed()
    {
        Assert.SkipWhen(Tool.Find("apt-get") is null, "There is no apt here.");
        using var installed = new FakeTool("mysqld", MariaDbWords);
        using var folder = new TestFolder();
        using var loader = new FakeTool("ld-linux-x86-64.so.2", MySqlWords);
        var libraries = Directory.CreateDirectory(Path.Combine(_cache, "mysql-debian-sid-amd64", "usr/lib/x86_64-linux-gnu")).FullName;
        File.Copy(loader.File("ld-linux-x86-64.so.2"), Path.Combine(libraries, "ld-linux-x86-64.so.2"));
        var archive = new AptArchive("debian", "bookworm", "http://127.0.0.1:9/debian", SignedBy: null);

        var program = await Finder(folder, _ => installed.File("mysqld"), archive).FirstAsync((_, _) => Task.CompletedTask, _ct);

        Assert.Equal(MySqlFlavour.MySql, program.Flavour);
    }

    [Theory]
    [InlineData("MariaDb")]
    [InlineData("MySql")]
    public async Task A_data_folder_remembers_who_made_it_and_wins_over_what_is_found(string name)
    {
        var maker = Enum.GetValues<MySqlFlavour>().Single(flavour => $"{flavour}" == name);
        using var mySql = new FakeTool("mysqld", MySqlWords);
        using var mariaDb = new FakeTool("mariadbd", MariaDbWords);
        using var folder = new TestFolder().With(maker);

        var program = await FirstAsync(folder, name => name == "mysqld" ? mySql.File(name) : mariaDb.File(name));

        Assert.Equal(maker, program.Flavour);
    }

    [Fact]
    public async Task A_flavour_that_cannot_read_the_data_is_refused_with_what_to_set()
    {
        using var folder = new TestFolder(("Flavour", "mysql")).With(MySqlFlavour.MariaDb);

        var error = await FailsAsync(folder);

        Assert.Contains("holds a database of MariaDB, which MySQL cannot read. Set Db:Flavour=mariadb", error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_cache, recursive: true);

    private MySqlFinder Finder(
        TestFolder folder, Func<string, string?>? find = null, AptArchive? archive = null, FreeDiskSpace? room = null) => new(
        folder.Settings,
        folder.Data,
        new MySqlDownload(_cache, archive, room ?? FreeDiskSpace.OfThisMachine, _said.Add, "amd64"),
        find ?? (_ => null),
        _said.Add);

    private Task<MySqlProgram> FirstAsync(TestFolder folder, Func<string, string?>? find = null) =>
        Finder(folder, find).FirstAsync((_, _) => Task.CompletedTask, _ct);

    private async Task<string> FailsAsync(
        TestFolder folder, Func<string, string?>? find = null, AptArchive? archive = null, FreeDiskSpace? room = null) =>
        (await Assert.ThrowsAsync<DistributedApplicationException>(
            () => Finder(folder, find, archive, room).FirstAsync((_, _) => Task.CompletedTask, _ct))).Message;
}
