using Commerce.Hosting.MySql.Local;

namespace Commerce.Hosting.MySql.Tests;

public sealed class EmptyDatabaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("commerce-empty-").FullName;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public EmptyDatabaseTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The server here is a shell script.");

    [Fact]
    public async Task What_was_left_half_made_never_counts()
    {
        using var server = new FakeTool("mysqld", """for a in "$@"; do case $a in --datadir=*) echo new > "${a#*=}/ibdata1";; esac; done""");
        var data = Path.Combine(_folder, "data");
        Directory.CreateDirectory(data + ".half");
        File.WriteAllText(Path.Combine(data + ".half", "torn"), "half of a page");

        await new EmptyDatabase(Program(server), cache: null, _ => { }).PlaceAsync(data, _ct);

        Assert.Equal("new\n", await File.ReadAllTextAsync(Path.Combine(data, "ibdata1"), _ct));
        Assert.False(File.Exists(Path.Combine(data, "torn")));
        Assert.Equal([data], Directory.GetDirectories(_folder));
    }

    [Fact]
    public async Task A_server_that_fails_leaves_nothing_and_its_words_are_told()
    {
        using var server = new FakeTool("mysqld", "echo '[ERROR] no space left' >&2; exit 1");
        var data = Path.Combine(_folder, "data");

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => new EmptyDatabase(Program(server), cache: null, _ => { }).PlaceAsync(data, _ct));

        Assert.Contains("no space left", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(_folder));
    }

    [Fact]
    public async Task One_that_is_broken_off_leaves_nothing()
    {
        using var server = new FakeTool("mysqld", $"touch {_folder}/begun; exec sleep 600");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_ct);

        var placing = new EmptyDatabase(Program(server), cache: null, _ => { }).PlaceAsync(Path.Combine(_folder, "data"), stop.Token);
        while (!File.Exists(Path.Combine(_folder, "begun")))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, _ct);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => placing);
        Assert.Empty(Directory.GetDirectories(_folder));
    }

    [Fact]
    public async Task The_second_one_is_a_copy_of_the_kept_one()
    {
        using var server = new FakeTool("mysqld", $$"""echo run >> {{_folder}}/runs; for a in "$@"; do case $a in --datadir=*) mkdir "${a#*=}/sys"; echo x > "${a#*=}/sys/t";; esac; done""");
        var cache = Path.Combine(_folder, "cache");
        Directory.CreateDirectory(Path.Combine(cache, "empty"));

        await new EmptyDatabase(Program(server), cache, _ => { }).PlaceAsync(Path.Combine(_folder, "one"), _ct);
        await new EmptyDatabase(Program(server), cache, _ => { }).PlaceAsync(Path.Combine(_folder, "two"), _ct);

        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(_folder, "runs"), _ct));
        Assert.Equal("x\n", await File.ReadAllTextAsync(Path.Combine(_folder, "two", "sys", "t"), _ct));
    }

    [Fact]
    public async Task Many_that_are_made_at_once_are_all_complete_and_one_is_kept()
    {
        using var server = new FakeTool("mysqld", """for a in "$@"; do case $a in --datadir=*) for i in $(seq 200); do echo x > "${a#*=}/t$i"; done;; esac; done""");
        var cache = Path.Combine(_folder, "cache");
        var folders = Enumerable.Range(0, 8).Select(i => Path.Combine(_folder, $"data{i}")).ToList();

        await Task.WhenAll(
            folders.Select(data => Task.Run(() => new EmptyDatabase(Program(server), cache, _ => { }).PlaceAsync(data, _ct), _ct)));

        Assert.All(folders, data => Assert.Equal(200, Directory.GetFiles(data).Length));
        Assert.Equal(200, Directory.GetFiles(Assert.Single(Directory.GetDirectories(Path.Combine(cache, "empty")))).Length);
    }

    [Fact]
    public async Task Each_one_is_made_with_a_temporary_folder_of_its_own()
    {
        using var server = new FakeTool("mysqld", $$"""for a in "$@"; do case $a in --tmpdir=*) ls -d "${a#*=}" >> {{_folder}}/seen;; esac; done""");

        await new EmptyDatabase(Program(server), cache: null, _ => { }).PlaceAsync(Path.Combine(_folder, "one"), _ct);
        await new EmptyDatabase(Program(server), cache: null, _ => { }).PlaceAsync(Path.Combine(_folder, "two"), _ct);

        var seen = await File.ReadAllLinesAsync(Path.Combine(_folder, "seen"), _ct);
        Assert.Equal(2, seen.Distinct().Count());
        Assert.All(seen, folder => Assert.StartsWith(_folder, folder, StringComparison.Ordinal));
        Assert.All(seen, folder => Assert.False(Directory.Exists(folder)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static MySqlProgram Program(FakeTool server) => MySqlProgram.Installed(server.File("mysqld"));
}
