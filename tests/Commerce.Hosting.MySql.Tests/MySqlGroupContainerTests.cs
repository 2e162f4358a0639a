using Commerce.Hosting.MySql.Archive;
using Commerce.Hosting.MySql.Local;
using Commerce.Hosting.MySql.Machine;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Hosting.MySql.Tests;

/// <summary>The nodes of a group as containers: the model, and what the server itself says of it; the engine is a script.</summary>
public sealed class MySqlGroupContainerTests : IDisposable
{
    private readonly FakeTool _engine = new("engine", """[ "$1" = kill ] && echo "$*" >> "$0.log"; exit 0""");
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder(
        new DistributedApplicationOptions { DisableDashboard = true });

    private readonly IResourceBuilder<IMySqlGroupResource> _group;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public MySqlGroupContainerTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The engine here is a shell script.");
        _builder.Configuration["ASPIRE_CONTAINER_RUNTIME"] = _engine.File("engine");
        _group = _builder.AddMySqlGroup("db", runAs: MySqlRunAs.Container).WithDataVolume("kept");
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task They_get_the_same_settings_and_reach_each_other_by_name()
    {
        var node = _group.Resource.Nodes[1];
        var args = await ArgsOfAsync(node);

        Assert.Equal("mysql", node.Annotations.OfType<ContainerImageAnnotation>().Single().Image.Split('/')[^1]);
        Assert.Equal("kept-db-2", node.Annotations.OfType<ContainerMountAnnotation>().Single().Source);
        Assert.Contains("--server-id=2", args);
        Assert.Contains("--loose-group-replication-local-address=db-2:33061", args);
        Assert.Contains("--loose-group-replication-group-seeds=db-1:33061,db-2:33061,db-3:33061", args);
        Assert.Contains("--loose-group-replication-start-on-boot=OFF", args);
        Assert.Contains("--loose-group-replication-consistency=BEFORE_ON_PRIMARY_FAILOVER", args);
    }

    // The image hands its command line to the server twice before it runs it: to check it, and to make an empty database.
    [Theory]
    [InlineData("--verbose", "--help")]
    [InlineData("--initialize-insecure", "--default-time-zone=SYSTEM")]
    public async Task The_server_takes_their_command_line_before_it_has_loaded_a_plugin(params string[] step)
    {
        var server = await ServerOfThisMachineAsync();
        Assert.SkipWhen(server is null, "There is no MySQL on this machine.");
        using var folder = new TestFolder();
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        var standard = server!.InitialiseArgs(data, folder.Path).Where(arg => arg != "--initialize-insecure");
        string[] plugins = server.PluginFolder is { } plugin ? [$"--plugin-dir={plugin}"] : [];

        var answer = await Tool.RunAsync(
            server.Command, [.. standard, .. plugins, .. await ArgsOfAsync(_group.Resource.Nodes[0]), .. step], _ct);

        Assert.True(answer.ExitCode == 0, answer.Errors);
    }

    [Fact]
    public async Task Kill_ends_the_container_itself()
    {
        var node = _group.Resource.Nodes[2];
        await using var app = _builder.Build();
        var commands = app.Services.GetRequiredService<ResourceCommandService>();
        var tooEarly = await commands.ExecuteCommandAsync(node, "kill", _ct);
        await app.Services.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(node, snapshot => snapshot with
        {
            State = KnownResourceStates.Running,
            Properties = [new ResourcePropertySnapshot("container.id", "4f5e6d")],
        });

        var killed = await commands.ExecuteCommandAsync(node, "kill", _ct);

        Assert.Equal((false, "db-3 has no container."), (tooEarly.Success, tooEarly.Message));
        Assert.True(killed.Success, killed.Message);
        Assert.Equal(["kill 4f5e6d"], await File.ReadAllLinesAsync(_engine.File("engine.log"), _ct));
    }

    private async Task<List<string>> ArgsOfAsync(IResource node)
    {
        var args = new List<object>();
        foreach (var callback in node.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await callback.Callback(new CommandLineArgsCallbackContext(args, _ct));
        }

        return [.. args.Select(arg => $"{arg}")];
    }

    // An installed one, or one that was downloaded before: nothing is downloaded for a test.
    private async Task<MySqlProgram?> ServerOfThisMachineAsync()
    {
        var candidates = new List<MySqlProgram>();
        if (Tool.Find("mysqld") is { } installed)
        {
            candidates.Add(MySqlProgram.Installed(installed));
        }

        if (Directory.Exists(MySqlDownload.CacheFolder) && Directory.GetDirectories(MySqlDownload.CacheFolder, "mysql-*").Length > 0
            && await MySqlDownload.ForThisUser(_ => { }).GetAsync(MySqlFlavour.MySql, _ct) is { } downloaded)
        {
            candidates.Add(downloaded);
        }

        foreach (var candidate in candidates)
        {
            var program = await candidate.IdentifyAsync(_ct);
            if (program.Flavour == MySqlFlavour.MySql)
            {
                return program;
            }
        }

        return null;
    }
}
