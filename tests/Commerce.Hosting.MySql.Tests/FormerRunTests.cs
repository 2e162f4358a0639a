using System.Diagnostics;
using Commerce.Hosting.MySql.Local;
using Commerce.Hosting.MySql.Machine;

namespace Commerce.Hosting.MySql.Tests;

public sealed class FormerRunTests : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(600);

    private readonly TestFolder _folder = new();
    private readonly List<string> _said = [];
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public FormerRunTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The server here is a shell script, found through /proc.");

    [Fact]
    public async Task Waits_for_a_host_that_is_ending_and_says_so_once()
    {
        var ending = FileLock.Try(_folder.Data.LockFile)!;
        var start = Run().EndedAsync(_ct);
        await UntilSaidAsync();
        Assert.False(start.IsCompleted);

        ending.Dispose();

        using var held = await start;
        Assert.Equal($"waiting up to 30 s for an earlier run to leave {_folder.Path}.", Assert.Single(_said));
    }

    [Fact]
    public async Task Waits_for_the_server_that_a_former_run_left()
    {
        using var server = Server($"--pid-file={_folder.Data.PidFile}");
        var start = Run().EndedAsync(_ct);
        await UntilSaidAsync();
        Assert.False(start.IsCompleted);

        server.Kill(entireProcessTree: true);

        using var held = await start;
        Assert.Single(_said);
    }

    [Fact]
    public async Task A_process_that_only_got_the_old_servers_id_is_no_server()
    {
        using var stranger = Server("--pid-file=/somewhere/else/mysqld.pid");

        using var held = await Run().EndedAsync(_ct);

        Assert.Empty(_said);
        stranger.Kill(entireProcessTree: true);
    }

    [Fact]
    public async Task A_host_that_keeps_running_is_named_after_the_wait()
    {
        using var running = FileLock.Try(_folder.Data.LockFile);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => Run(Moment).EndedAsync(_ct));

        Assert.Contains($"{_folder.Path} is in use by another AppHost. Stop that one, or", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_end_is_named_after_the_wait_and_the_folder_is_let_go()
    {
        using var server = Server($"--pid-file={_folder.Data.PidFile}");

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => Run(Moment).EndedAsync(_ct));

        Assert.Contains($"process {server.Id}, still uses {_folder.Path}", error.Message, StringComparison.Ordinal);
        using var free = FileLock.Try(_folder.Data.LockFile);
        Assert.NotNull(free);
        server.Kill(entireProcessTree: true);
    }

    public void Dispose() => _folder.Dispose();

    private FormerRun Run(TimeSpan? limit = null) => new(_folder.Data, _said.Add, limit);

    // Something that lives and has the argument that a server would have.
    private Process Server(string argument)
    {
        var process = Process.Start("sh", ["-c", "sleep 600; :", "mysqld", argument, "--port=1"]);
        File.WriteAllText(_folder.Data.PidFile, $"{process.Id}\n");
        return process;
    }

    private async Task UntilSaidAsync()
    {
        while (_said.Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, _ct);
        }
    }
}
