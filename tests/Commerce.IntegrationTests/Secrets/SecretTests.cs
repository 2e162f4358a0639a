using System.Net;
using System.Net.Http.Json;
using System.Text;
using Commerce.IntegrationTests.Callbacks;
using Commerce.TestHost;
using Commerce.TestHost.Invariants;
using MySqlConnector;

namespace Commerce.IntegrationTests.Secrets;

/// <summary>
/// Whatever customers, the PG and strangers send: no card number and no secret is in what we keep and what we tell (I15).
/// </summary>
[KeepsInvariants]
public sealed class SecretTests(TalkativeShop shop) : IClassFixture<TalkativeShop>
{
    private const string CardNo = "4111-1111-1111-1111";
    private const string Bare = "4111111111111111";
    private const long Product = 4;

    // The ways in which a card number has been seen where none belongs.
    private static readonly string[] Forms =
    [
        CardNo,
        Bare,
        "4111 1111 1111 1111",
        "4111.1111.1111.1111",
        "4111_1111_1111_1111",
        @"4111\u002d1111\u002d1111\u002d1111",
        @"\u0034111111111111111",
    ];

    private static readonly string[] Services = [StackResources.Api, StackResources.Worker, StackResources.PgSimulator];
    private static readonly string[] Signals = ["/v1/traces", "/v1/metrics", "/v1/logs"];

    // Texts that nobody but their owners may read.
    private static readonly string[] Secrets = [.. ShopSettings.CallbackSecrets, ShopSettings.OperatorKey];

    [Fact]
    public async Task No_card_number_is_stored_logged_or_traced()
    {
        await OrderAsync(Cards.Approved);
        await OrderAsync(Cards.LimitExceeded);
        await OrderAsync(Cards.Invalid);
        await OrderAsync(Cards.RefusedAtRequest);
        await OrderAsync(Cards.ErrorAfterAccept);
        await OrderAsync(Cards.CallbackLost);
        await MisuseAsync();
        await shop.EndOfAsync(await shop.PlaceAsync(Product, 1, CardNo));
        await TelemetryOfAsync("/api/v1/products/{productId:long}");

        await using var database = await shop.OpenDatabaseAsync();
        var scan = new SecretScan([.. Secrets, await DatabasePasswordAsync()]);
        var stored = (await DatabaseTexts.ReadAsync(database)).SelectMany(value => scan.Findings(value.Column, value.Text));
        var written = Consoles().SelectMany(line => scan.Findings(line.Source, line.Text));
        var told = Telemetry().SelectMany(text => scan.Findings(text.Source, text.Text));

        var findings = stored.Concat(written).Concat(told).Distinct().ToList();
        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
    }

    private async Task OrderAsync(string card) => await shop.EndOfAsync(await shop.PlaceAsync(Product, 1, card));

    // Card numbers where none belong, in every way to write them.
    private async Task MisuseAsync()
    {
        foreach (var number in Forms)
        {
            await PostAsync("/api/v1/orders/1/cancel", "{}", idempotencyKey: number);
            await PostAsync("/api/v1/users", $$"""{"memberId":"{{number}}","email":"{{number}}","birthDate":"{{number}}","gender":"{{number}}"}""");
            Assert.Equal(HttpStatusCode.OK, await shop.SendAsync(new SignedCallback($"of {number}") { Id = number }));
            Assert.Equal(HttpStatusCode.OK, await shop.SendAsync(new SignedCallback(CallbacksWith(number)[0]) { Id = $"msg_{number}" }));
            await PgAsync(number);
            await PostAsync("/api/v1/orders", $$"""{"items":[{"productId":4,"quantity":1}],"cardType":"SAMSUNG","cardNo":"{{number}}0"}""");
            await PostAsync("/api/v1/orders", $$"""{"items":[{"productId":4,"quantity":1}],"cardType":"{{number}}","cardNo":"{{number}}"}""");
            await PostAsync("/api/v1/orders", $$"""{"items":[{"productId":"{{number}}","quantity":1}],"cardNo":"{{number}}"}""");
            await PostAsync("/api/v1/orders", $$"""{"items":[{"productId":4,"quantity":1}],"couponId":"{{number}}"}""");
            await PostAsync("/api/v1/orders", $$"""{"cardNo":"{{number}}" """);
            await PostAsync("/api/v1/members", $$"""{"memberId":"{{number}}","email":"{{number}}","birthDate":"{{number}}","gender":"{{number}}"}""");
            await PostAsync("/api/v1/points/charge", $$"""{"amount":"{{number}}"}""");
            await GetAsync($"/api/v1/products?sort={number}");
            await GetAsync($"/api/v1/products?cardNo={number}");
            await GetAsync($"/api/v1/products/{number}");
            await GetAsync($"/api/v1/orders/{number}");
            await GetAsync($"/api/v1/payments/{number}");
            await GetAsync($"/nowhere/{number}");
            await GetAsync("/api/v1/orders", member: number);
            foreach (var body in CallbacksWith(number))
            {
                Assert.Equal(HttpStatusCode.OK, await shop.SendAsync(new SignedCallback(body)));
                Assert.Equal(HttpStatusCode.Unauthorized, await shop.SendAsync(new SignedCallback(body) { Timestamp = number }));
            }
        }
    }

    private static string[] CallbacksWith(string number) =>
    [
        $$"""{"transactionKey":"20260101:TR:ffffff","orderId":"ORDER999999","amount":1,"status":"SUCCESS","cardNo":"{{number}}"}""",
        $$"""{"transactionKey":"{{number}}","orderId":"{{number}}","amount":{{Bare}},"status":"SUCCESS"}""",
        $$"""{"transactionKey":"20260101:TR:ffffff","orderId":"ORDER999999","amount":1,"status":"SUCCESS","reason":"{{number}}"}""",
        $"{number} is no JSON",
    ];

    // The PG's own table of payments holds card numbers; its table of idempotency keys must not.
    private async Task PgAsync(string number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments")
        {
            Content = JsonContent.Create(new
            { orderId = "ORDER-OF-NONE", cardType = number, cardNo = Cards.Approved, amount = "1", callbackUrl = shop.CallbackUrl }),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", number);
        using var answer = await shop.Pg.SendAsync(request, TestContext.Current.CancellationToken);
        var told = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(new SecretScan([]).Findings("answer of the PG", told));
    }

    private async Task PostAsync(string path, string body, string? idempotencyKey = null)
    {
        using var api = shop.Stack.CreateClient(StackResources.Api);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, path)
        { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-USER-ID", "demo1");
        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        using var answer = await api.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Empty(new SecretScan([]).Findings("answer", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    private async Task GetAsync(string path, string member = "demo1")
    {
        using var answer = await shop.GetRawAsync(path, member);
    }

    // Waits for a trace, a metric and a log line of the last thing that was done: what came before has then come in too.
    private async Task TelemetryOfAsync(string route)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var last = await shop.LastOrderIdAsync();
        await shop.StockAsync(Product);
        while (!shop.Collector.Texts("/v1/traces").Contains(route, StringComparer.Ordinal)
            || !shop.Collector.Texts("/v1/metrics").Contains(route, StringComparer.Ordinal)
            || !shop.Collector.Texts("/v1/logs").Any(text => text.StartsWith($"Order {last}, ", StringComparison.Ordinal)))
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    private IEnumerable<(string Source, string Text)> Consoles() =>
        Services.SelectMany(service => shop.Stack.OutputOf(service).Select(line => ($"console of {service}", line)));

    private IEnumerable<(string Source, string Text)> Telemetry() =>
        Signals.SelectMany(path => shop.Collector.Texts(path).Select(text => (path, text)));

    private async Task<string> DatabasePasswordAsync() => new MySqlConnectionStringBuilder(
        await shop.Stack.ConnectionStringAsync(StackResources.CommerceDatabase, TestContext.Current.CancellationToken)).Password;
}
