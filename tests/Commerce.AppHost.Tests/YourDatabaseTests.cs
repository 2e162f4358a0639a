using Commerce.TestHost;
using MySqlConnector;

namespace Commerce.AppHost.Tests;

/// <summary>A MySQL that the AppHost did not start, by its connection strings.</summary>
public sealed class YourDatabaseTests : IDisposable
{
    private const int BadConfiguration = 78;

    private readonly string _data = Directory.CreateTempSubdirectory("commerce-apphost-").FullName;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public YourDatabaseTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Follows processes through /proc.");

    [Fact]
    public async Task It_is_used_and_a_wrong_password_is_one_sentence_before_anything_starts()
    {
        await using var yours = await CommerceStack.CreateAsync(new CommerceStackOptions { DatabaseOnly = true }, _ct);
        var commerce = await yours.ConnectionStringAsync(StackResources.CommerceDatabase, _ct);
        var paymentGateway = await yours.ConnectionStringAsync(StackResources.PaymentGatewayDatabase, _ct);
        var wrong = new MySqlConnectionStringBuilder(commerce) { Password = "not-the-password" }.ConnectionString;

        await using (var refused = Host(wrong, paymentGateway))
        {
            Assert.Equal(BadConfiguration, await refused.ExitAsync(_ct));
            Assert.Contains("ConnectionStrings:commerce: 127.0.0.1 does not let 'app' in. Correct user and password there.", refused.Output,
                StringComparison.Ordinal);
            Assert.DoesNotContain("not-the-password", refused.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", refused.Output, StringComparison.Ordinal);
            await refused.UntilNothingRemainsAsync(_ct);
        }

        await using var host = Host(commerce, paymentGateway);
        await host.HealthyAsync(_ct);
        Assert.DoesNotContain("mysqld", host.Remaining());
        host.Send(AppHostProcess.CtrlC);
        Assert.Equal(0, await host.ExitAsync(_ct));
        await host.UntilNothingRemainsAsync(_ct);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private AppHostProcess Host(string commerce, string paymentGateway) =>
        new(_data, [$"--ConnectionStrings:commerce={commerce}", $"--ConnectionStrings:paymentgateway={paymentGateway}"]);
}
