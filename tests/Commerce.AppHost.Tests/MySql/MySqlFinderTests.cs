using Commerce.AppHost.MySql;
using Microsoft.Extensions.Configuration;

namespace Commerce.AppHost.Tests.MySql;

public sealed class MySqlFinderTests : IDisposable
{
    private readonly string _cache = Directory.CreateTempSubdirectory("commerce-cache-").FullName;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_any_server_one_sentence_names_the_three_ways_out()
    {
        Assert.SkipWhen(Tool.Find("mysqld") is not null || Tool.Find("mariadbd") is not null, "A server is installed here.");
        var finder = new MySqlFinder(Configured(), new MySqlDownload(_cache, archive: null));

        var error = await Assert.ThrowsAsync<SetupException>(() => finder.FirstAsync(_ => Task.CompletedTask, _ct));

        Assert.Contains("start Docker or Podman; or install MySQL", error.Message, StringComparison.Ordinal);
        Assert.Contains("--ConnectionStrings:commerce=", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_does_not_answer_is_a_reason_and_leaves_nothing_behind()
    {
        Assert.SkipWhen(Tool.Find("mysqld") is not null || Tool.Find("mariadbd") is not null, "A server is installed here.");
        Assert.SkipWhen(Tool.Find("apt-get") is null, "There is no apt here.");
        var nowhere = new AptArchive("debian", "bookworm", "http://127.0.0.1:9/debian", SignedBy: null);
        var finder = new MySqlFinder(Configured(), new MySqlDownload(_cache, nowhere));

        var error = await Assert.ThrowsAsync<SetupException>(() => finder.FirstAsync(_ => Task.CompletedTask, _ct));

        Assert.Contains("apt-get update for MySQL failed", error.Message, StringComparison.Ordinal);
        Assert.Contains("Three ways out", error.Message, StringComparison.Ordinal);
        Assert.All(Directory.GetDirectories(_cache), folder => Assert.EndsWith(".part", folder, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_configured_server_is_the_only_one_that_is_tried()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The server here is a shell script.");
        using var server = new FakeTool("mine", "echo 'mine  Ver 8.4.6 for Linux'");
        var finder = new MySqlFinder(Configured(("Commerce:MySql:Executable", Path.Combine(server.Folder, "mine"))), new MySqlDownload(_cache, archive: null));

        var program = await finder.FirstAsync(_ => Task.CompletedTask, _ct);

        Assert.Equal(new Version(8, 4, 6), program.Version);
        await Assert.ThrowsAsync<SetupException>(() => finder.FirstAsync(_ => throw new SetupException("no room"), _ct));
    }

    public void Dispose() => Directory.Delete(_cache, recursive: true);

    private static IConfiguration Configured(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
}
