using System.Text.RegularExpressions;
using Commerce.AppHost.Dashboard;

namespace Commerce.AppHost.Tests;

public sealed partial class HelpTests
{
    // Set by the tools that start an AppHost, or by Aspire itself.
    private static readonly string[] NotTheUsers =
        ["DEBUG_SESSION_PORT", "DOTNET_WATCH", "AppHost:BrowserToken", "AppHost:ResourceService:AuthMode"];

    [Fact]
    public void It_names_every_key_that_the_AppHost_reads()
    {
        string[] keys =
        [
            .. StackKeys.All,
            .. DashboardPorts.Addresses.Select(address => address.Key),
            OperatorKeyExtensions.Setting.Replace(":", "__", StringComparison.Ordinal),
            $"ConnectionStrings:{Databases.CommerceName}", $"ConnectionStrings:{Databases.PaymentGatewayName}",
        ];

        Assert.All(keys, key => Assert.Contains($"{key}=", Help.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void It_names_every_key_that_the_code_reads_by_its_name()
    {
        var sources = new DirectoryInfo(Projects.Commerce_AppHost.ProjectPath).GetFiles("*.cs", SearchOption.AllDirectories)
            .Where(file => !file.FullName.Contains(
                $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        var read = sources.SelectMany(file => Reading().Matches(File.ReadAllText(file.FullName))).Select(match => match.Groups["key"].Value)
            .Except(NotTheUsers).ToList();

        Assert.Contains("PgGateways", read);
        Assert.All(read, key => Assert.Contains(key, Help.Text, StringComparison.Ordinal));
    }

    [GeneratedRegex("""onfiguration(?:\.GetSection\(|\.GetValue<\w+>\(|\.GetConnectionString\(|\[)"(?<key>[^"]+)"(?!\] =)""")]
    private static partial Regex Reading();
}
