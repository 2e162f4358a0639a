using System.Text.RegularExpressions;

namespace Commerce.AppHost.Tests;

/// <summary>
/// The demo as its reader starts it: it says by its exit code whether the books agree, and whether customer service knows what it must.
/// </summary>
public sealed class DemoTests : IDisposable
{
    private static readonly string[] Approved = ["approved", "no answer", "webhook first"];

    private readonly string _data = Directory.CreateTempSubdirectory("commerce-demo-").FullName;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public DemoTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Follows processes through /proc.");

    [Fact]
    public async Task Twenty_orders_that_are_paid_in_a_window_come_to_their_ends_and_the_books_agree()
    {
        await using var host = new AppHostProcess(_data, ["demo", "--gateway", "toss"]);

        Assert.True(await host.ExitAsync(_ct) == 0, host.Output);
        Assert.Matches(@"They\s+agree,\s+order\s+by\s+order\.", host.Output); // Lines are as wide as the terminal.
        Assert.Contains(Approved, order => IsPaid(host.Output, order));
        foreach (var end in new[] { "refused", "buyer gone", "tampered amount", "foreign key", "confirmed late" })
        {
            Assert.True(Regex.IsMatch(host.Output, $"{end} .* FAILED"), host.Output);
        }

        Assert.True(!IsPaid(host.Output, "part given back") || host.Output.Contains("case PARTLY_CANCELLED", StringComparison.Ordinal));
        Assert.True(!IsPaid(host.Output, "all given back") || host.Output.Contains("case STATE_DIFFERS", StringComparison.Ordinal));
        await host.UntilNoneRemainsAsync(_ct);
    }

    // The demo's buyers have a minute, which a machine with other work may take from them: then that is what the order failed by.
    private static bool IsPaid(string output, string title)
    {
        var row = Regex.Match(output, $"(?m)^ +(?<order>[0-9]+) +{title} .* (?<end>COMPLETED|FAILED) ");
        Assert.True(row.Success, output);
        var isPaid = row.Groups["end"].Value == "COMPLETED";
        Assert.True(isPaid || Regex.IsMatch(output, $"(?m)^ +{row.Groups["order"].Value} +The payment was not finished in time"), output);
        return isPaid;
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);
}
