using System.Text.RegularExpressions;

namespace Commerce.Docs.Tests;

/// <summary>
/// Each project locks its packages, except where they differ from platform to platform: on the AppHost, which brings Aspire's programs.
/// </summary>
public sealed partial class LockFileTests
{
    private const string AppHost = "Commerce.AppHost/Commerce.AppHost.csproj";

    public static TheoryData<string> Projects => [.. Repository.Files(".csproj").Where(path => !path.Contains("/Consumer/"))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_has_a_lock_file_unless_it_refers_to_the_app_host(string project) =>
        Assert.Equal(!IsOnAppHost(project), File.Exists(Path.Combine(Repository.Root, LockFileOf(project))));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_lock_file_names_no_platform_and_no_address(string project)
    {
        if (!IsOnAppHost(project))
        {
            Assert.DoesNotMatch(PlatformOrAddress(), Repository.Read(LockFileOf(project)));
        }
    }

    private static bool IsOnAppHost(string project) =>
        project == AppHost
        || Reference().Matches(Repository.Read(project)).Any(reference => IsOnAppHost(Resolve(project, reference.Groups["path"].Value)));

    private static string LockFileOf(string project) => $"{Path.GetDirectoryName(project)}/packages.lock.json";

    private static string Resolve(string project, string reference) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, reference)))
            .Replace('\\', '/');

    [GeneratedRegex(@"<ProjectReference\s+Include=""(?<path>[^""]+)""")]
    private static partial Regex Reference();

    [GeneratedRegex("://|\\b(linux|win|osx)-(x64|arm64)\\b")]
    private static partial Regex PlatformOrAddress();
}
