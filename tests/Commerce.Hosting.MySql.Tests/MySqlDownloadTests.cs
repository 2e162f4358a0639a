using Commerce.Hosting.MySql.Archive;
using Commerce.Hosting.MySql.Machine;

namespace Commerce.Hosting.MySql.Tests;

/// <summary>
/// Real downloads, tens of megabytes each, from the archives of this and of other machines: run when asked for (<c>-explicit only</c>).
/// </summary>
public sealed class MySqlDownloadTests : IDisposable
{
    private readonly string _cache = Directory.CreateTempSubdirectory("commerce-download-").FullName;

    [Theory(Explicit = true)]
    [InlineData("amd64", "MySql")]
    [InlineData("arm64", "MySql")]
    [InlineData("amd64", "MariaDb")]
    [InlineData("arm64", "MariaDb")]
    public Task From_this_machines_archive(string architecture, string flavour) =>
        DownloadAsync(AptArchive.Read(), architecture, Flavour(flavour));

    /// <summary>COMMERCE_TEST_ROOT names a folder with another machine's /etc/os-release, /etc/apt and keyring.</summary>
    [Theory(Explicit = true)]
    [InlineData("MySql")]
    [InlineData("MariaDb")]
    public Task From_another_machines_archive(string flavour)
    {
        var root = Environment.GetEnvironmentVariable("COMMERCE_TEST_ROOT");
        Assert.SkipWhen(root is null, "COMMERCE_TEST_ROOT is not set.");
        return DownloadAsync(AptArchive.Read(root), "amd64", Flavour(flavour));
    }

    public void Dispose() => Directory.Delete(_cache, recursive: true);

    private static MySqlFlavour Flavour(string name) => Enum.GetValues<MySqlFlavour>().Single(flavour => $"{flavour}" == name);

    private async Task DownloadAsync(AptArchive? archive, string architecture, MySqlFlavour flavour)
    {
        var ct = TestContext.Current.CancellationToken;

        var program = await new MySqlDownload(_cache, archive, FreeDiskSpace.OfThisMachine, _ => { }, architecture).GetAsync(flavour, ct);

        Assert.NotNull(program);
        Assert.All([program.Command, program.FirstArgs[^1]], path => Assert.True(File.Exists(path), path));
        Assert.Empty(Directory.GetDirectories(_cache, "*.part"));
        if (architecture == (await Tool.RunAsync("dpkg", ["--print-architecture"], ct)).Output.Trim())
        {
            TestContext.Current.SendDiagnosticMessage((await program.IdentifyAsync(ct)).ToString());
        }
    }
}
