using System.Diagnostics;

namespace Commerce.IntegrationTests;

/// <summary>A wrong setting stops a process at its start, with a sentence that names the key.</summary>
public sealed class BadConfigurationTests
{
    private const string Database = "--ConnectionStrings:commerce=Server=127.0.0.1;Port=1;Database=commerce";

    /// <summary>What is wrong, and what is said of it; what one process can tell at once is one case.</summary>
    public static TheoryData<string, string[], string[]> Wrong => new()
    {
        {
            "Commerce.Api",
            [
                "--Pg:TimeLimit=0", "--Pg:Weight=-1", "--Pg:CallbackSecrets:0=hunter2",
                "--Pg:CallbackNetworks:0=10.0.0.0/33", "--PgGateways:second:TimeLimit=0",
                "--CircuitBreakers:pg-payments:FailureRateThreshold=0", "--Idempotency:InFlightLimit=0",
                "--Overload:PlacingAtOnce=0", "--Overload:CatalogueQueue=-1", "--Reconciliation:BatchSize=0",
                "--RateLimits:MemberPerMinute=-1", "--Auth:Mode=Header", "--Metrics:Key=hunter2", "--Cors:AllowedOrigins:0=shop.example",
            ],
            [
                "Pg:TimeLimit is '0': ", "Pg:Weight is '-1': ",
                "Pg:CallbackSecrets:0: it must be whsec_",
                "Pg:CallbackNetworks:0 is '10.0.0.0/33': it must be a network", "PgGateways:second:TimeLimit is '0': ",
                "CircuitBreakers:pg-payments:FailureRateThreshold is '0': ", "Idempotency:InFlightLimit is '0': ",
                "Overload:PlacingAtOnce is '0': ", "Overload:CatalogueQueue is '-1': ", "Reconciliation:BatchSize is '0': ",
                "RateLimits:MemberPerMinute is '-1': ", "Auth:TrustedProxies:0 is not set: outside Development",
                "Metrics:Key: Key must have 16 to 200 characters", "Cors:AllowedOrigins:0 is 'shop.example': it must be an origin",
            ]
        },
        {
            "Commerce.Worker",
            [
                "--Inbox:GiveUpAfter=0", "--Recovery:BatchSize=0", "--Reconciliation:Lease=00:00:30",
                "--CustomerService:WebhookUrl=ftp://x",
                "--Backlog:RefreshInterval=0", "--FailurePoints:Enabled=true",
            ],
            [
                "Inbox:GiveUpAfter is '0': ", "Recovery:BatchSize is '0': ", "Reconciliation:Lease is '00:00:30': ",
                "CustomerService:WebhookUrl is 'ftp://x': ", "Backlog:RefreshInterval is '0': ",
                "FailurePoints:Enabled is 'true': only Development accepts it",
            ]
        },
        {
            "Commerce.Api",
            ["--Pg:TimeLimt=3", "--Overload:PlacingAtOnc=8"],
            ["Pg:TimeLimt is set, but there is no such setting", "Overload:PlacingAtOnc is set, but there is no such setting"]
        },
        { "Commerce.Api", ["--Pg:CallbackUrl=/callback"], ["Pg:CallbackUrl is '/callback': "] },
        { "Commerce.Api", ["--ConnectionStrings:commerce="], ["ConnectionStrings:commerce is not set: "] },
        {
            "Commerce.Worker",
            ["--Database:MigrateAtStart=true"],
            ["Database:MigrateAtStart is 'true': only Development accepts it, and this is Production. Run"]
        },
        { "Commerce.Api", ["--PgGateways:simulator:Weight=1"], ["PgGateways:simulator: a gateway's name has"] },
        { "Commerce.Api", ["--Pg:Callbacks=Signed"], ["Pg:CallbackSecrets:0 is not set: give it the secret"] },
        { "Commerce.Worker", ["--Recovery:Lease=00:00:05", "--Recovery:BatchSize=300"], ["Recovery:BatchSize is '300': a batch must fit"] },
        { "Commerce.Api", ["--Pg:TimeLimit=soon"], ["Failed to convert configuration value 'soon' at 'Pg:TimeLimit'"] },
        { "Commerce.Api", ["--Payments:OnTimeout=Guess"], ["Failed to convert configuration value 'Guess' at 'Payments:OnTimeout'"] },
        { "Commerce.Worker", ["--Metrics:Access=Everybody"], ["Failed to convert configuration value 'Everybody' at 'Metrics:Access'"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task The_process_says_which_keys_are_wrong_and_ends(string project, string[] settings, string[] sentences)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [ServiceDll.Of(project), "--urls=http://127.0.0.1:0", Database, .. settings])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(78, process.ExitCode);
        Assert.All(sentences, sentence => Assert.Contains($"Configuration: {sentence}", errors, StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", errors + await output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors + await output, StringComparison.Ordinal);
    }
}
