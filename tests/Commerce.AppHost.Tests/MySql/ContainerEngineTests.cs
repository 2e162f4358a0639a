using Commerce.AppHost.MySql;
using Microsoft.Extensions.Configuration;

namespace Commerce.AppHost.Tests.MySql;

public sealed class ContainerEngineTests
{
    private const string Key = "ASPIRE_CONTAINER_RUNTIME";

    public ContainerEngineTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The engine here is a shell script.");

    [Theory]
    [InlineData("exit 0", true)]
    [InlineData("echo 'Cannot connect to the daemon' >&2; exit 1", false)]
    [InlineData("exec sleep 600", false)] // A daemon that hangs must not hang us: the limit is 3 s.
    public async Task An_engine_is_there_when_its_daemon_answers(string script, bool answers)
    {
        using var engine = new FakeTool("engine", script);
        var configuration = Configuration(Path.Combine(engine.Folder, "engine"));

        Assert.Equal(answers, await ContainerEngine.AnswersAsync(configuration));
    }

    [Fact]
    public async Task An_engine_that_is_not_installed_does_not_answer() =>
        Assert.False(await ContainerEngine.AnswersAsync(Configuration("no-such-engine")));

    private static IConfiguration Configuration(string engine) =>
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(Key, (string?)engine)]).Build();
}
