using System.Diagnostics;
using Commerce.TestHost;

namespace Commerce.IntegrationTests.Samples;

/// <summary>The sample in C#, run as a reader of it would.</summary>
[Collection<ShopCollection>]
public sealed class ConsoleClientTests(Shop shop)
{
    // An order that has ended before anybody follows it has its state to tell and nothing more.
    private const string LastOfPaid = @"order\.(state|completed)";
    private const string LastOfFailed = @"order\.(state|failed)";

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_follows_an_order_to_its_payment()
    {
        var (code, output) = await RunAsync("--product", "5", "--card", Cards.Approved);

        Assert.True(code == 0, output);
        Assert.Matches($@"(?s)^order \d+\n(  order\.state .*)?  {LastOfPaid} +COMPLETED\npaid: [\d,]+ won\n$", output);
    }

    [Theory]
    [InlineData(Cards.LimitExceeded, 1, $@"(?s)  {LastOfFailed} +FAILED\nnot paid: LIMIT_EXCEEDED .+\n$")]
    [InlineData("no card", 2, @"^BAD_REQUEST: .+xxxx-xxxx-xxxx-xxxx.*\n$")]
    public async Task It_says_why_an_order_is_not_paid(string card, int expectedCode, string expected)
    {
        var (code, output) = await RunAsync("--card", card);

        Assert.Matches(expected, output);
        Assert.Equal(expectedCode, code);
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var client = Path.Combine(AppContext.BaseDirectory, "Commerce.ConsoleClient.dll");
        var start = new ProcessStartInfo("dotnet", [client, "--api", $"{shop.Stack.AddressOf(StackResources.Api)}", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(_ct);
        var output = await process.StandardOutput.ReadToEndAsync(_ct);
        await process.WaitForExitAsync(_ct);
        return (process.ExitCode, output + await errors);
    }
}
