using System.Diagnostics;

namespace Commerce.IntegrationTests;

/// <summary>A wrong setting stops a process at its start, with a sentence that names the key.</summary>
public sealed class BadConfigurationTests
{
    private const string Database = "--ConnectionStrings:commerce=Server=127.0.0.1;Port=1;Database=commerce";

    [Theory]
    [InlineData("Commerce.Api", "--Pg:TimeLimit=0", "Pg:TimeLimit is '0': ")]
    [InlineData("Commerce.Api", "--Pg:TimeLimit=soon", "Failed to convert configuration value 'soon' at 'Pg:TimeLimit'")]
    [InlineData("Commerce.Api", "--Pg:TimeLimt=3", "Pg:TimeLimt is set, but there is no such setting")]
    [InlineData("Commerce.Api", "--Pg:CallbackUrl=/callback", "Pg:CallbackUrl is '/callback': ")]
    [InlineData("Commerce.Api", "--ConnectionStrings:commerce=", "ConnectionStrings:commerce is not set: ")]
    [InlineData("Commerce.Api", "--CircuitBreakers:pg-payments:FailureRateThreshold=0", "CircuitBreakers:pg-payments:FailureRateThreshold is '0': ")]
    [InlineData("Commerce.Worker", "--Reconciliation:BatchSize=0", "Reconciliation:BatchSize is '0': ")]
    [InlineData("Commerce.Worker", "--CustomerService:WebhookUrl=ftp://x", "CustomerService:WebhookUrl is 'ftp://x': ")]
    public async Task The_process_says_which_key_is_wrong_and_ends(string project, string setting, string sentence)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [BuiltService.DllOf(project), "--urls=http://127.0.0.1:0", Database, setting])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(78, process.ExitCode);
        Assert.Contains($"Configuration: {sentence}", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors + await output, StringComparison.Ordinal);
    }
}
