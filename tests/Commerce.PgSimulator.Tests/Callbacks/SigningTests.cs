using System.Globalization;
using System.Text;
using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Callbacks;

public sealed class SigningTests(SigningTests.TwoSecrets pg) : IClassFixture<SigningTests.TwoSecrets>
{
    private static readonly byte[] OldKey = Encoding.ASCII.GetBytes("the old secret, 24 bytes");
    private static readonly byte[] NewKey = Encoding.ASCII.GetBytes("the new secret has some thirty-two bytes");

    public sealed class TwoSecrets() : Simulator(
        ("Callbacks:Secrets:0", $"whsec_{Convert.ToBase64String(NewKey)}"),
        ("Callbacks:Secrets:1", $"whsec_{Convert.ToBase64String(OldKey)}"));

    [Fact]
    public async Task Both_secrets_sign_so_that_a_merchant_may_know_either()
    {
        var order = await pg.PayAsync();

        var callback = await pg.Merchant.NextAsync(order.OrderId);

        Assert.True(SignatureCheck.IsRight(callback, NewKey));
        Assert.True(SignatureCheck.IsRight(callback, OldKey));
        Assert.False(SignatureCheck.IsRight(callback with { Body = [.. callback.Body, (byte)' '] }, NewKey));
        Assert.Equal(2, callback.Headers["webhook-signature"].Split(' ').Length);
    }

    [Fact]
    public async Task Each_message_has_a_name_of_its_own_and_the_time_of_sending()
    {
        var first = await pg.Merchant.NextAsync((await pg.PayAsync()).OrderId);
        var second = await pg.Merchant.NextAsync((await pg.PayAsync()).OrderId);

        Assert.NotEqual(first.Headers["webhook-id"], second.Headers["webhook-id"]);
        Assert.Matches("^msg_[0-9a-f]{32}$", first.Headers["webhook-id"]);
        var sent = long.Parse(first.Headers["webhook-timestamp"], CultureInfo.InvariantCulture);
        Assert.InRange(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - sent, 0, 30);
    }
}
