using System.Text.RegularExpressions;

namespace Commerce.AppHost.Tests;

/// <summary>
/// The demo as its reader starts it: it says by its exit code whether the books agree, and whether customer service knows what it must.
/// </summary>
public sealed class DemoTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("commerce-demo-").FullName;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public DemoTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Follows processes through /proc.");

    [Fact]
    public async Task Twenty_orders_that_are_paid_in_a_window_come_to_their_ends_and_the_books_agree()
    {
        await using var host = new AppHostProcess(_data, ["demo", "--gateway", "toss"]);

        Assert.True(await host.ExitAsync(_ct) == 0, host.Output);
        Assert.Matches(@"They\s+agree,\s+order\s+by\s+order\.", host.Output); // Lines are as wide as the terminal.
        foreach (var end in new[] { "approved", "no answer", "webhook first", "part given back", "all given back" })
        {
            Assert.True(Regex.IsMatch(host.Output, $"{end} .* COMPLETED"), host.Output);
        }

        foreach (var end in new[] { "refused", "buyer gone", "tampered amount", "foreign key", "confirmed late" })
        {
            Assert.True(Regex.IsMatch(host.Output, $"{end} .* FAILED"), host.Output);
        }

        Assert.Contains("case PARTLY_CANCELLED", host.Output, StringComparison.Ordinal);
        Assert.Contains("case STATE_DIFFERS", host.Output, StringComparison.Ordinal);
        await host.UntilNoneRemainsAsync(_ct);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
