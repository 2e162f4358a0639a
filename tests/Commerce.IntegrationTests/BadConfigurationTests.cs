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
    [InlineData(
        "Commerce.Api",
        "--CircuitBreakers:pg-payments:FailureRateThreshold=0",
        "CircuitBreakers:pg-payments:FailureRateThreshold is '0': ")]
    [InlineData("Commerce.Api", "--Pg:Weight=-1", "Pg:Weight is '-1': ")]
    [InlineData("Commerce.Api", "--PgGateways:second:TimeLimit=0", "PgGateways:second:TimeLimit is '0': ")]
    [InlineData("Commerce.Api", "--PgGateways:simulator:Weight=1", "PgGateways:simulator: a gateway's name has")]
    [InlineData("Commerce.Api", "--Pg:Callbacks=Signed", "Pg:CallbackSecrets:0 is not set: give it the secret")]
    [InlineData("Commerce.Api", "--Pg:CallbackSecrets:0=hunter2", "Pg:CallbackSecrets:0: it must be whsec_")]
    [InlineData("Commerce.Api", "--Idempotency:InFlightLimit=0", "Idempotency:InFlightLimit is '0': ")]
    [InlineData("Commerce.Api", "--Overload:PlacingAtOnce=0", "Overload:PlacingAtOnce is '0': ")]
    [InlineData("Commerce.Api", "--Overload:CatalogueQueue=-1", "Overload:CatalogueQueue is '-1': ")]
    [InlineData("Commerce.Api", "--Overload:PlacingAtOnc=8", "Overload:PlacingAtOnc is set, but there is no such setting")]
    [InlineData("Commerce.Api", "--Overload:LongestRetryAfter=soon", "Failed to convert configuration value 'soon' at 'Overload:Longest")]
    [InlineData("Commerce.Api", "--Payments:OnTimeout=Guess", "Failed to convert configuration value 'Guess' at 'Payments:OnTimeout'")]
    [InlineData("Commerce.Worker", "--Recovery:Lease=00:00:05 --Recovery:BatchSize=300", "Recovery:BatchSize is '300': a batch must fit")]
    [InlineData("Commerce.Worker", "--Inbox:GiveUpAfter=0", "Inbox:GiveUpAfter is '0': ")]
    [InlineData("Commerce.Worker", "--Recovery:BatchSize=0", "Recovery:BatchSize is '0': ")]
    [InlineData(
        "Commerce.Worker", "--Reconciliation:DailyAt=25:00", "Failed to convert configuration value '25:00' at 'Reconciliation:DailyAt'")]
    [InlineData("Commerce.Worker", "--Reconciliation:Lease=00:00:30", "Reconciliation:Lease is '00:00:30': ")]
    [InlineData("Commerce.Api", "--Reconciliation:BatchSize=0", "Reconciliation:BatchSize is '0': ")]
    [InlineData("Commerce.Worker", "--CustomerService:WebhookUrl=ftp://x", "CustomerService:WebhookUrl is 'ftp://x': ")]
    [InlineData("Commerce.Worker", "--Backlog:RefreshInterval=0", "Backlog:RefreshInterval is '0': ")]
    [InlineData("Commerce.Worker", "--Metrics:Access=Everybody", "Failed to convert configuration value 'Everybody' at 'Metrics:Access'")]
    [InlineData("Commerce.Api", "--Auth:Mode=Header", "Auth:TrustedProxies:0 is not set: outside Development")]
    [InlineData("Commerce.Api", "--Pg:CallbackNetworks:0=10.0.0.0/33", "Pg:CallbackNetworks:0 is '10.0.0.0/33': it must be a network")]
    [InlineData("Commerce.Api", "--RateLimits:MemberPerMinute=-1", "RateLimits:MemberPerMinute is '-1': ")]
    [InlineData("Commerce.Worker", "--FailurePoints:Enabled=true", "FailurePoints:Enabled is 'true': only Development accepts it")]
    [InlineData("Commerce.Api", "--Metrics:Key=hunter2", "Metrics:Key: Key must have 16 to 200 characters")]
    public async Task The_process_says_which_key_is_wrong_and_ends(string project, string setting, string sentence)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [ServiceDll.Of(project), "--urls=http://127.0.0.1:0", Database, .. setting.Split(' ')])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(78, process.ExitCode);
        Assert.Contains($"Configuration: {sentence}", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", errors + await output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors + await output, StringComparison.Ordinal);
    }
}
