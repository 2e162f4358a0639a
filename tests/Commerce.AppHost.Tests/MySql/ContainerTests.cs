using Aspire.Hosting;
using Commerce.AppHost.MySql;
using Microsoft.Extensions.Configuration;

namespace Commerce.AppHost.Tests.MySql;

/// <summary>
/// The stand-in's way of running a container. The engine is a script that writes down what it is told and runs a local server in the
/// container's place, so that what follows is real.
/// </summary>
public sealed class ContainerTests : IDisposable
{
    private const string Command =
        @"^run --rm --name mysql-\d+ -p 127\.0\.0\.1:\d+:3306 -v commerce-mysql-[0-9a-f]{8}:/var/lib/mysql -e MYSQL_ROOT_PASSWORD docker\.io/library/mysql:9\.7$";

    private readonly string _data = Directory.CreateTempSubdirectory("commerce-container-").FullName;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public ContainerTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Follows processes through /proc.");
        Assert.SkipUnless(typeof(DistributedApplication).Assembly.GetName().Name == "Aspire.Local", "Aspire's own orchestrator runs its containers itself.");
    }

    [Fact]
    public async Task MySql_runs_in_the_engine_and_the_stack_comes_up_on_it()
    {
        using var engine = new FakeTool("docker", await ScriptAsync());
        await using var host = new AppHostProcess(_data, ["--Commerce:Database=container"], engine.OnPath);
        await host.HealthyAsync(_ct);

        var command = await File.ReadAllTextAsync(Path.Combine(_data, "command"), _ct);
        Assert.Matches(Command, command.Trim());
        Assert.DoesNotContain(await File.ReadAllTextAsync(Path.Combine(_data, "mysql", "password"), _ct), command, StringComparison.Ordinal);

        host.Send(AppHostProcess.SigTerm);
        Assert.Equal(0, await host.ExitAsync(_ct));
        Assert.Empty(host.Remaining());
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    // As the image does, it makes root's password the one that it is told.
    private async Task<string> ScriptAsync()
    {
        var volume = Path.Combine(_data, "volume");
        var program = await new MySqlFinder(new ConfigurationBuilder().Build(), MySqlDownload.ForThisUser())
            .FirstAsync(found => new EmptyDatabase(found, Path.Combine(MySqlDownload.CacheFolder, "empty")).PlaceAsync(volume, _ct), _ct);
        var server = string.Join(' ', program.InitialiseArgs(volume).SkipLast(1).Prepend(program.Command));
        return $$"""
            case $1 in
            info) exit 0 ;;
            run)
              echo "$@" > {{_data}}/command
              echo "CREATE USER root@'127.0.0.1' IDENTIFIED BY '$MYSQL_ROOT_PASSWORD';" > {{_data}}/start.sql
              echo "GRANT ALL ON *.* TO root@'127.0.0.1';" >> {{_data}}/start.sql
              port=$(echo "$@" | sed 's/.*127.0.0.1:\([0-9]*\):3306.*/\1/')
              exec {{server}} --port=$port --bind-address=127.0.0.1 --socket={{_data}}/s --skip-name-resolve --init-file={{_data}}/start.sql ;;
            esac
            """;
    }
}
