using System.Text;
using Commerce.PgSimulator.Tests.Hosting;
using Commerce.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Commerce.PgSimulator.Tests.Secrets;

public sealed class SecretsTests(SecretsTests.Talkative pg) : IClassFixture<SecretsTests.Talkative>
{
    private const string CardNo = "4111-1111-1111-1111";
    private static readonly string Secret = Convert.ToBase64String(Encoding.ASCII.GetBytes("a secret of twenty-four b"));

    /// <summary>Logs everything, down to the last trace.</summary>
    public sealed class Talkative() : Simulator(("Logging:LogLevel:Default", "Trace"), ("Callbacks:Secrets:0", $"whsec_{Secret}"))
    {
        internal Overheard Overheard { get; } = new Overheard(samplesAll: true).Listen();

        protected override void Configure(IServiceCollection services) => services.AddLogging(
            logging => logging.ClearProviders().AddProvider(Overheard));
    }

    [Fact]
    public async Task No_log_line_and_no_trace_tells_a_card_number_or_a_secret()
    {
        pg.Merchant.Answer = attempt => attempt == 1 ? 500 : 200;
        var order = await pg.PayAsync(CardNo);
        await pg.Merchant.NextAsync(order.OrderId);
        await pg.ConcludedAsync(order.TransactionKey);
        await pg.GetAsync($"/api/v1/payments?orderId={order.OrderId}");
        await pg.PostAsync($"/api/v1/payments/{order.TransactionKey}/cancel", null);
        await pg.PayAsync(CardNo, userId: new string('u', 256)); // A failing statement.
        await pg.PostAsync("/api/v1/payments", $$"""{"orderId":"123456","cardType":"{{CardNo}}","cardNo":"{{CardNo}}","amount":"{{CardNo}}"}""");
        await pg.GetAsync("/api/v1/books/latest");

        var lines = pg.Overheard.Lines;

        Assert.Contains(lines, line => line.Contains(order.TransactionKey, StringComparison.Ordinal)); // It did listen.
        Assert.Contains(lines, line => line.Contains("INSERT INTO payments", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(CardNo, StringComparison.Ordinal)
            || line.Contains(CardNo.Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }
}
