using System.Globalization;

namespace Commerce.AppHost.Tests;

/// <summary>What a start does with the data folder that it finds.</summary>
public sealed class DataFolderTests : IDisposable
{
    private const int BadConfiguration = 78;

    private readonly string _data = Directory.CreateTempSubdirectory("commerce-apphost-").FullName;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public DataFolderTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Follows processes through /proc.");

    [Fact]
    public async Task A_start_right_after_kill_9_waits_for_the_server_that_is_still_there()
    {
        await using var first = new AppHostProcess(_data, []);
        await first.HealthyAsync(_ct);
        var pid = await File.ReadAllTextAsync(Path.Combine(_data, "mysql", "mysqld.pid"), _ct);
        var server = int.Parse(pid, NumberStyles.Integer, CultureInfo.InvariantCulture);
        first.KillAllBut(server); // Else it would be gone before a slow start looks for it.
        await first.ExitAsync(_ct);

        await using var second = new AppHostProcess(_data, []);
        await second.SaysAsync("for an earlier run to leave", _ct);
        AppHostProcess.Send(server, AppHostProcess.SigTerm);
        await second.HealthyAsync(_ct);

        second.Send(AppHostProcess.SigTerm);
        await second.UntilNoneRemainsAsync(_ct);
        await first.UntilNoneRemainsAsync(_ct);
    }

    [Theory]
    [InlineData(
        "data-mariadb",
        "10.11.1",
        "--Commerce:MySql:Flavour=mysql",
        "holds a database of MariaDB, which MySQL cannot read. Set Commerce:MySql:Flavour=mariadb")]
    [InlineData("data", "99.0.0", "--Commerce:MySql:Flavour=mysql", "was written by version 99.0.0")]
    public async Task Data_that_the_server_cannot_read_is_one_sentence_and_nothing_is_left_running(
        string folder, string version, string arg, string sentence)
    {
        Directory.CreateDirectory(Path.Combine(_data, "mysql", folder));
        await File.WriteAllTextAsync(Path.Combine(_data, "mysql", folder + ".version"), version, _ct);

        await using var host = new AppHostProcess(_data, [arg]);

        Assert.Equal(BadConfiguration, await host.ExitAsync(_ct));
        Assert.Contains(sentence, host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
        await host.UntilNoneRemainsAsync(_ct);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
