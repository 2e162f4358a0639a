using System.Diagnostics;
using Commerce.AppHost;
using YamlDotNet.RepresentationModel;

namespace Commerce.Deploy.Tests;

/// <summary>The Compose file names what the AppHost starts, by the same names, ports and variables.</summary>
public sealed class ComposeTests(Manifest manifest)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "deploy", "compose");
    private static readonly string FileName = Path.Combine(Folder, "compose.yaml");

    private readonly YamlMappingNode _services = ReadServices();

    [Fact]
    public void It_has_the_services_and_the_database_of_the_app_host_and_the_migration_run()
    {
        var names = _services.Children.Keys.Select(key => ((YamlScalarNode)key).Value!);

        Assert.Equal(manifest.Services.Concat(["migrate", "mysql"]).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        Assert.Equal(manifest.MySqlImage, Text(_services["mysql"]["image"]));
        Assert.All(["commerce-api", "worker"], service =>
            Assert.Equal("service_completed_successfully", Text(_services[service]["depends_on"]["migrate"]["condition"])));
    }

    [Theory]
    [InlineData("commerce-api", StackKeys.ApiPort)]
    [InlineData("pg-simulator", StackKeys.PgPort)]
    [InlineData("worker", StackKeys.WorkerPort)]
    public void A_service_is_reached_on_the_app_hosts_port_and_from_this_machine_alone(string service, string key) => Assert.Equal(
        $"127.0.0.1:{StackPorts.StandardOf(key)}:{ImageTests.Port}", Text(Assert.Single((YamlSequenceNode)_services[service]["ports"])));

    [Fact]
    public void Every_variable_is_a_setting_and_every_setting_of_the_app_host_is_there()
    {
        Assert.All(manifest.Services.Append("migrate"), service =>
        {
            var variables = Environment(service);
            Assert.All(variables, variable => Assert.True(
                KnownSettings.Has(service, variable.Key), $"{service} has no setting {variable.Key}."));
            Assert.Empty((service == "migrate" ? [] : manifest.SettingsOf(service)).Except(variables.Keys));
            Assert.All(variables.Where(variable => Secrets.Is(variable.Key)), variable =>
                Assert.Matches(@"\$\{[A-Z_]+:[?-]", variable.Value));
        });
        Assert.All(["Pg__Callbacks", "Pg__HonoursIdempotencyKey"], variable => Assert.EndsWith(
            $":-{manifest.ValueOf("commerce-api", variable)}}}", Environment("commerce-api")[variable], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compose_itself_reads_it()
    {
        var ct = TestContext.Current.CancellationToken;
        var program = await ComposeAsync(ct);
        Assert.SkipWhen(program.Length == 0, "Compose is not installed, neither as docker-compose nor as docker compose.");
        var variables = Path.Combine(Path.GetTempPath(), $"commerce-{Guid.NewGuid():N}.env");
        await File.WriteAllLinesAsync(variables, (await File.ReadAllLinesAsync(Path.Combine(Folder, "example.env"), ct)).Select(
            line => line.EndsWith('=') ? $"{line}x" : line), ct);

        var answer = await RunAsync(
            [.. program, "--env-file", variables, "-f", FileName, "--profile", "simulator", "config", "--quiet"], ct);
        File.Delete(variables);

        Assert.Equal((0, string.Empty), answer);
    }

    // A program of its own, or a part of docker's client; neither needs an engine for this.
    private static async Task<string[]> ComposeAsync(CancellationToken ct)
    {
        foreach (var candidate in (string[][])[["docker-compose"], ["docker", "compose"]])
        {
            var isThere = (System.Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
                .Any(folder => File.Exists(Path.Combine(folder, candidate[0])));
            if (isThere && await RunAsync([.. candidate, "version"], ct) is (0, _))
            {
                return candidate;
            }
        }

        return [];
    }

    private static async Task<(int ExitCode, string Errors)> RunAsync(string[] program, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program[0], program[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = await process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        await output;
        return (process.ExitCode, errors);
    }

    // The anchors hold what several services have in common.
    private Dictionary<string, string> Environment(string service)
    {
        var node = (YamlMappingNode)_services[service]["environment"];
        var shared = node.Children.TryGetValue("<<", out var merged) ? (YamlMappingNode)merged : new YamlMappingNode();
        return shared.Concat(node).Where(pair => Text(pair.Key) != "<<").ToDictionary(pair => Text(pair.Key), pair => Text(pair.Value));
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static YamlMappingNode ReadServices()
    {
        var yaml = new YamlStream();
        using var reader = new StreamReader(FileName);
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode["services"];
    }
}
