using System.Diagnostics;

namespace Commerce.PgSimulator.Tests.Durability;

public sealed class ConfigurationTests
{
    private const string BadSecret = "whsec_c2hvcnQ=";

    [Theory]
    [InlineData("Faults__RefuseRate", "1.5", "Faults:RefuseRate is '1.5': it must be from 0 to 1.")]
    [InlineData("Faults__SlowAnswerMs", "-1", "Faults:SlowAnswerMs is '-1': it must be from 0 to 600000 (milliseconds).")]
    [InlineData("Faults__RefusalRate", "1", "RefusalRate")]
    [InlineData(
        "Callbacks__AllowedPrefixes__0",
        "ftp://x",
        "Callbacks:AllowedPrefixes:0 is 'ftp://x': it must be an absolute http or https address")]
    [InlineData("Callbacks__Secrets__0", BadSecret, "Callbacks:Secrets:0: it must be whsec_ and base64 of 24 to 64 bytes.")]
    [InlineData("Compatibility__WorkerThreads", "-1", "Compatibility:WorkerThreads is '-1'")]
    [InlineData("ConnectionStrings__paymentgateway", "", "ConnectionStrings:paymentgateway is not set")]
    [InlineData("ConnectionStrings__paymentgateway", "Database=x", "ConnectionStrings:paymentgateway names no server")]
    [InlineData("ConnectionStrings__paymentgateway", "Sever=x", "ConnectionStrings:paymentgateway is no MySQL connection string")]
    public async Task A_wrong_setting_ends_the_start_with_a_sentence_that_names_it(string key, string value, string sentence)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Commerce.PgSimulator.dll")])
        { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ConnectionStrings__paymentgateway"] = "Server=127.0.0.1;Port=1";
        start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(78, process.ExitCode);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.DoesNotContain(BadSecret, errors + await output, StringComparison.Ordinal);
    }
}
