using System.Diagnostics;
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
    [InlineData("commerce-api", "127.0.0.1:8080:8080")]
    [InlineData("pg-simulator", "127.0.0.1:8082:8080")]
    [InlineData("worker", "127.0.0.1:8084:8080")]
    public void A_service_is_reached_on_its_own_port_and_from_this_machine_alone(string service, string port) =>
        Assert.Equal(port, Text(Assert.Single((YamlSequenceNode)_services[service]["ports"])));

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
        var program = (System.Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "docker-compose")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "docker-compose is not installed.");
        var variables = Path.Combine(Path.GetTempPath(), $"commerce-{Guid.NewGuid():N}.env");
        await File.WriteAllLinesAsync(variables, (await File.ReadAllLinesAsync(Path.Combine(Folder, "example.env"), ct)).Select(
            line => line.EndsWith('=') ? $"{line}x" : line), ct);

        string[] arguments = ["--env-file", variables, "-f", FileName, "--profile", "simulator", "config", "--quiet"];
        using var compose = Process.Start(new ProcessStartInfo(program!, arguments) { RedirectStandardError = true })!;
        var errors = await compose.StandardError.ReadToEndAsync(ct);
        await compose.WaitForExitAsync(ct);
        File.Delete(variables);

        Assert.Equal((0, string.Empty), (compose.ExitCode, errors));
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
