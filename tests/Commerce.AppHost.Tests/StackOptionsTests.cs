using Commerce.TestHost;
using MySqlConnector;

namespace Commerce.AppHost.Tests;

public sealed class StackOptionsTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stack_can_be_the_database_alone()
    {
        await using var stack = await CommerceStack.CreateAsync(new CommerceStackOptions { DatabaseOnly = true }, _ct);

        await using var connection = new MySqlConnection(await stack.ConnectionStringAsync(StackResources.PaymentGatewayDatabase, _ct));
        await connection.OpenAsync(_ct);

        Assert.Equal("paymentgateway", connection.Database);
        Assert.Null(stack.PidOf(StackResources.Api));
    }

    [Fact]
    public async Task A_service_gets_its_own_variables_and_those_of_the_contract()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
        var options = new CommerceStackOptions().With(StackResources.Api, "Payments__OnTimeout", "Fail");
        await using var stack = await CommerceStack.CreateAsync(options, _ct);
        var api = stack.AddressOf(StackResources.Api).ToString().TrimEnd('/');
        var pg = stack.AddressOf(StackResources.PgSimulator).ToString().TrimEnd('/');

        var ofApi = Variables(stack, StackResources.Api);
        var ofPg = Variables(stack, StackResources.PgSimulator);

        Assert.Equal("Fail", ofApi["Payments__OnTimeout"]);
        Assert.Equal($"{api}/api/v1/payments/callback", ofApi["Pg__CallbackUrl"]);
        Assert.Equal(pg, ofApi["services__pg-simulator__http__0"]);
        Assert.Equal(pg, ofApi["PG_SIMULATOR_HTTP"]);
        Assert.Equal(await stack.ConnectionStringAsync(StackResources.CommerceDatabase, _ct), ofApi["ConnectionStrings__commerce"]);
        Assert.Equal(api, ofPg["Callbacks__AllowedPrefixes__0"]);
        Assert.Equal(
            await stack.ConnectionStringAsync(StackResources.PaymentGatewayDatabase, _ct), ofPg["ConnectionStrings__paymentgateway"]);
        Assert.Equal("Development", ofPg["ASPNETCORE_ENVIRONMENT"]);
        Assert.Equal("parentbased_always_on", ofApi["OTEL_TRACES_SAMPLER"]);
        Assert.DoesNotContain("ConnectionStrings__commerce", ofPg.Keys);
    }

    [Fact]
    public async Task A_start_that_fails_tells_the_last_lines_of_the_service()
    {
        var options = new CommerceStackOptions().With(StackResources.PgSimulator, "ASPNETCORE_URLS", "nonsense://here");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => CommerceStack.CreateAsync(options, _ct));

        Assert.Contains("pg-simulator", error.Message, StringComparison.Ordinal);
        Assert.Contains("nonsense://here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_the_AppHost_gives_up_ends_at_once_and_says_why()
    {
        var options = new CommerceStackOptions
        { DatabaseOnly = true, AppHostArgs = ["--Commerce:MySql:Executable=/bin/true"], StartLimit = TimeSpan.FromMinutes(2) };

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => CommerceStack.CreateAsync(options, _ct));

        Assert.Contains("/bin/true is not a MySQL or MariaDB server", error.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Variables(CommerceStack stack, string service) =>
        File.ReadAllText($"/proc/{stack.PidOf(service)}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
}
