using Commerce.PgSimulator.Tests.Hosting;

namespace Commerce.PgSimulator.Tests.Toss;

/// <summary>A simulator that has a Toss merchant: his keys, his webhooks, and as many requests as he likes.</summary>
public class TossSimulator(params (string Key, string Value)[] settings) : Simulator(
    [("Toss:SecretKey", SecretKey), ("Toss:ClientKey", ClientKey), ("Toss:RequestsPerMinute", "0"), .. settings])
{
    public const string SecretKey = "test_sk_of_the_tests";
    public const string ClientKey = "test_ck_of_the_tests";

    /// <summary>Where webhooks go.</summary>
    public const string Mailbox = "toss";

    protected override IEnumerable<(string Key, string Value)> MerchantSettings => [("Toss:WebhookUrl", Merchant.CallbackUrl(Mailbox))];
}
