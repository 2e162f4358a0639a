using System.Diagnostics;
using Commerce.TestHost;

namespace Commerce.IntegrationTests;

/// <summary>
/// What a person meets who starts and watches the processes: sentences instead of stack traces, and headers that browsers heed.
/// </summary>
[Collection<ShopCollection>]
public sealed class ColdWordsTests(Shop shop)
{
    [Theory]
    [InlineData("Commerce.Api", StackResources.CommerceDatabase)]
    [InlineData("Commerce.Worker", StackResources.CommerceDatabase)]
    [InlineData("Commerce.PgSimulator", StackResources.PaymentGatewayDatabase)]
    public async Task A_second_process_on_the_same_port_says_so_in_one_sentence_and_ends(string project, string database)
    {
        var ct = TestContext.Current.CancellationToken;
        var taken = shop.Stack.AddressOf(StackResources.Api);
        var start = new ProcessStartInfo("dotnet", [ServiceDll.Of(project), $"--urls=http://127.0.0.1:{taken.Port}"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment[$"ConnectionStrings__{database}"] = await shop.Stack.ConnectionStringAsync(database, ct);
        start.Environment["Pg__CallbackSecrets__0"] = ShopSettings.CallbackSecrets[0];
        start.Environment["Auth__TrustedProxies__0"] = "127.0.0.1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = await process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);

        Assert.Equal(69, process.ExitCode);
        Assert.StartsWith("Address: Failed to bind to address", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal);
        // No stack of it. The driver may show another one: of how it broke off what was under way.
        Assert.DoesNotContain("   at Microsoft.", await output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StackResources.Api, "/api/v1/products")]
    [InlineData(StackResources.Api, "/api/v1/nothing")]
    [InlineData(StackResources.Api, "/scalar/")]
    [InlineData(StackResources.PgSimulator, "/")]
    [InlineData(StackResources.PgSimulator, "/api/v1/test-cards")]
    [InlineData(StackResources.Worker, "/health")]
    public async Task Every_answer_tells_a_browser_what_it_may_do(string service, string path)
    {
        using var client = shop.Stack.CreateClient(service);
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["DENY"], response.Headers.GetValues("X-Frame-Options"));
        Assert.Equal(["no-referrer"], response.Headers.GetValues("Referrer-Policy"));
        Assert.Contains(
            "frame-ancestors 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pg_that_says_nothing_is_no_error_of_ours_in_the_log()
    {
        var before = shop.Stack.OutputOf(StackResources.Api).Count;

        await shop.EndOfAsync(await shop.PlaceAsync(7, 1, Cards.NoAnswer));

        var lines = shop.Stack.OutputOf(StackResources.Api).Skip(before).ToList();
        Assert.DoesNotContain(
            lines, line => line.Contains("OnTimeout", StringComparison.Ordinal) || line.Contains("(null)", StringComparison.Ordinal));
    }
}
