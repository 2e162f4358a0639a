using Commerce.AppHost.Dashboard;

namespace Commerce.AppHost.Tests.Dashboard;

public sealed class LineLevelTests
{
    private readonly LineLevel _level = new();

    [Theory]
    [InlineData("warn: Commerce.Core.Payments[1]", false, true)]
    [InlineData("2026-11-25T18:00:00.1234567 fail: Commerce.Core.Payments[1]", false, true)]
    [InlineData("crit: Microsoft.AspNetCore.Hosting[6]", false, true)]
    [InlineData("warn: Polly[3]", false, false)]
    [InlineData("info: Microsoft.Hosting.Lifetime[0]", false, false)]
    [InlineData("Waiting for resource 'mysql' to become healthy.", false, false)]
    [InlineData("Pg:ReadTimeout is 00:00:00: it must be longer.", true, true)]
    [InlineData("2026-11-25T18:46:08.462241Z 0 [ERROR] [MY-010119] [Server] Aborting", true, true)]
    [InlineData("2026-11-25T18:46:08.462241Z 0 [Warning] [MY-010068] [Server] CA certificate ca.pem is self signed.", true, false)]
    [InlineData("2026-11-25 18:46:08 0 [Note] InnoDB: Buffer pool(s) load completed", true, false)]
    public void A_line_is_judged_by_its_level_and_without_one_by_where_it_was_printed(string line, bool isError, bool isWarning) =>
        Assert.Equal(isWarning, _level.IsWarning(line, isError));

    [Fact]
    public void The_lines_that_follow_belong_to_the_record_that_they_follow()
    {
        string[] lines = ["warn: A[1]", "      what went wrong", "   at B.C()", "info: A[2]", "      what went well", "warn: A[3]"];

        Assert.Equal([true, true, true, false, false, true], lines.Select(line => _level.IsWarning(line, isError: false)));
    }
}
