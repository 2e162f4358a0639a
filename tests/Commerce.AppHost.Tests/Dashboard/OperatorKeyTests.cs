using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
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
        Assert.Equal(
            "a key of the user's own, long enough", await Key("--Operator:Key=a key of the user's own, long enough").GetValueAsync(_ct));

    [Theory]
    [InlineData("short")]
    [InlineData("schlüssel-mit-mehr-als-32-zeichen-x")]
    [InlineData("비밀번호가-서른두-글자보다-길면-충분히-안전한가-아닌가-모르겠다")]
    [InlineData(" 32 characters, and a blank in front")]
    public void One_that_no_header_can_carry_or_that_is_too_short_is_one_sentence_without_the_key(string key)
    {
        var error = Assert.Throws<SetupException>(() => Key($"--Operator:Key={key}"));

        Assert.StartsWith("Operator:Key cannot be used: it must have 32 characters or more", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, error.Message, StringComparison.Ordinal);
    }

    private static ParameterResource Key(params string[] args) =>
        DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DisableDashboard = true })
            .AddOperatorKey().Resource;
}
