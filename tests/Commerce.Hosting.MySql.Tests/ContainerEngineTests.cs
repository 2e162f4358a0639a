using Commerce.Hosting.MySql.Machine;
using Microsoft.Extensions.Configuration;

namespace Commerce.Hosting.MySql.Tests;

public sealed class ContainerEngineTests
{
    private const string Key = "ASPIRE_CONTAINER_RUNTIME";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public ContainerEngineTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The engine here is a shell script.");

    [Fact]
    public async Task An_engine_is_there_when_its_daemon_answers()
    {
        using var engine = new FakeTool("engine", "exit 0");
        var configuration = Configuration(Path.Combine(engine.Folder, "engine"));

        // A starved machine may not even start a shell within the limit of 3 s; it does so sooner or later.
        using var patience = new CancellationTokenSource(Patience);
        while (!await ContainerEngine.AnswersAsync(configuration))
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    [Theory]
    [InlineData("echo 'Cannot connect to the daemon' >&2; exit 1")]
    [InlineData("exec sleep 600")] // A daemon that hangs must not hang us: the limit is 3 s.
    public async Task An_engine_is_not_there_when_its_daemon_does_not_answer(string script)
    {
        using var engine = new FakeTool("engine", script);

        Assert.False(await ContainerEngine.AnswersAsync(Configuration(Path.Combine(engine.Folder, "engine"))));
    }

    [Fact]
    public async Task An_engine_that_is_not_installed_does_not_answer() =>
        Assert.False(await ContainerEngine.AnswersAsync(Configuration("no-such-engine")));

    private static IConfiguration Configuration(string engine) =>
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(Key, (string?)engine)]).Build();
}
