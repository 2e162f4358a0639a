using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Commerce.PgSimulator.Tests.Durability;
using Commerce.PgSimulator.Tests.Hosting;
using Dapper;
using Microsoft.AspNetCore.WebUtilities;
using MySqlConnector;

namespace Commerce.PgSimulator.Tests.Toss;

/// <summary>What the dialect said survives a process that is killed, and what it had begun is not done twice.</summary>
public sealed class TossKillTests(Merchant merchant) : IClassFixture<Merchant>
{
    private readonly (string, string)[] _settings =
    [
        ("Toss__SecretKey", TossSimulator.SecretKey),
        ("Toss__ClientKey", TossSimulator.ClientKey),
        ("Toss__RequestsPerMinute", "0"),
        ("Toss__WebhookUrl", merchant.CallbackUrl(TossSimulator.Mailbox)),
        ("Toss__InFlightFor", "00:00:00.100"),
        ("Toss__FirstRepeat", "00:00:01"),
        ("Faults__RefuseRate", "0"),
        ("Faults__AcceptDelayMinMs", "0"),
        ("Faults__AcceptDelayMaxMs", "20"),
        ("Faults__ProcessDelayMinMs", "0"),
        ("Faults__ProcessDelayMaxMs", "20"),
        ("Faults__LimitExceededRate", "0"),
        ("Faults__InvalidCardRate", "0"),
    ];

    [Fact]
    public async Task Every_confirm_that_was_answered_is_there_and_every_other_can_be_sent_again_with_its_key()
    {
        var database = await DatabaseServer.NewDatabaseAsync();
        var (sent, answered) = (new ConcurrentDictionary<string, string>(), new ConcurrentDictionary<string, string>());
        using (var pg = await SimulatorProcess.StartAsync(database, merchant, _settings))
        {
            var paying = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PayUntilItDiesAsync(pg.Http, merchant.Address, sent, answered)));
            await Until.TrueAsync(() => Task.FromResult(answered.Count >= 60));
            await pg.KillAsync();
            await paying;
        }

        using var next = await SimulatorProcess.StartAsync(database, merchant, _settings);
        foreach (var (paymentKey, orderId) in sent)
        {
            var body = await Until.TrueAsync(() => ConfirmAsync(next.Http, paymentKey, orderId), said => said.Contains("\"DONE\""));
            if (answered.TryGetValue(paymentKey, out var first))
            {
                Assert.Equal(first, body);
            }
        }

        await using var connection = new MySqlConnection(database);
        Assert.Equal(
            sent.Count, await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM toss_transactions WHERE kind = 'APPROVAL'"));
        await Until.TrueAsync(async () => await connection.ExecuteScalarAsync<int>(
            "SELECT COUNT(DISTINCT payment_key) FROM toss_webhooks WHERE sent_at IS NOT NULL") == sent.Count);
    }

    private static async Task PayUntilItDiesAsync(
        HttpClient pg, string merchant, ConcurrentDictionary<string, string> sent, ConcurrentDictionary<string, string> answered)
    {
        try
        {
            while (true)
            {
                var orderId = $"order-{Guid.NewGuid():N}";
                var paymentKey = await AgreeAsync(pg, orderId, merchant);
                sent[paymentKey] = orderId;
                answered[paymentKey] = await ConfirmAsync(pg, paymentKey, orderId);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // It has died.
        }
    }

    private static async Task<string> AgreeAsync(HttpClient pg, string orderId, string merchant)
    {
        var ct = TestContext.Current.CancellationToken;
        var window = QueryHelpers.AddQueryString("/toss/window", new Dictionary<string, string?>
        {
            ["clientKey"] = TossSimulator.ClientKey,
            ["orderId"] = orderId,
            ["amount"] = "5000",
            ["orderName"] = "A shirt",
            ["successUrl"] = $"{merchant}/success",
            ["failUrl"] = $"{merchant}/fail",
        });
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = pg.BaseAddress };
        using var opened = await client.GetAsync(window, ct);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("pick", "card")]);
        using var agreed = await client.PostAsync(opened.Headers.Location, form, ct);
        Assert.Equal(303, (int)agreed.StatusCode);
        return opened.Headers.Location!.ToString().Split('/')[^1];
    }

    private static async Task<string> ConfirmAsync(HttpClient pg, string paymentKey, string orderId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/toss/v1/payments/confirm");
        request.Content = JsonContent.Create(new { paymentKey, orderId, amount = 5_000 });
        request.Headers.Add("Idempotency-Key", paymentKey);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TossSimulator.SecretKey}:")));
        using var answer = await pg.SendAsync(request, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
