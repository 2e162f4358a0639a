using Aspire.Hosting;
using Commerce.AppHost.Dashboard;

namespace Commerce.AppHost.Tests.Dashboard;

public sealed class OperatorKeyTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_start_makes_a_secret_key_that_nobody_can_guess()
    {
        var (one, other) = (Key(), Key());

        Assert.True((await one.GetValueAsync(_ct))!.Length >= 32);
        Assert.NotEqual(await one.GetValueAsync(_ct), await other.GetValueAsync(_ct));
        Assert.True(one.Secret);
    }

    [Fact]
    public async Task The_key_that_the_user_has_set_is_the_one() =>
        Assert.Equal("a key of the user's own, long enough", await Key("--Operator:Key=a key of the user's own, long enough").GetValueAsync(_ct));

    private static Aspire.Hosting.ApplicationModel.ParameterResource Key(params string[] args) =>
        DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DisableDashboard = true }).AddOperatorKey().Resource;
}
