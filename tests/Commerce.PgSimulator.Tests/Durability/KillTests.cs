using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Commerce.PgSimulator.Tests.Hosting;
using Dapper;
using MySqlConnector;

namespace Commerce.PgSimulator.Tests.Durability;

public sealed class KillTests(Merchant merchant) : IClassFixture<Merchant>
{
    private static readonly (string, string)[] Settings =
    [
        ("Faults__RefuseRate", "0"),
        ("Faults__AcceptDelayMinMs", "0"),
        ("Faults__AcceptDelayMaxMs", "20"),
        ("Faults__ProcessDelayMinMs", "0"),
        ("Faults__ProcessDelayMaxMs", "1500"),
        ("Callbacks__TimeoutSeconds", "2"),
    ];

    [Fact]
    public async Task What_was_answered_200_is_concluded_and_called_back_although_the_process_was_killed_twice()
    {
        var database = await DatabaseServer.NewDatabaseAsync();
        var accepted = new ConcurrentDictionary<string, string>();

        for (var life = 1; life <= 2; life++)
        {
            using var pg = await SimulatorProcess.StartAsync(database, merchant, Settings);
            var paying = PayUntilItDiesAsync(pg, accepted);
            await Until.TrueAsync(() => Task.FromResult(accepted.Count >= life * 100)); // Some concluded, some pending, some on their way.
            await pg.KillAsync();
            await paying;
        }

        await using var connection = new MySqlConnection(database);
        // Else the test has shown nothing.
        Assert.True(await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM payments WHERE status = 'PENDING'") > 0);

        using var last = await SimulatorProcess.StartAsync(database, merchant, Settings);
        await Until.TrueAsync(
            async () => await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM payments WHERE status = 'PENDING'") == 0);
        foreach (var (orderId, transactionKey) in accepted)
        {
            Assert.Contains(transactionKey, (await merchant.NextAsync(orderId)).Text, StringComparison.Ordinal);
        }

        var books = await last.Http.GetStringAsync("/api/v1/books", TestContext.Current.CancellationToken);
        Assert.All(accepted.Values, key => Assert.Contains(key, books, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_callback_that_was_on_its_way_when_the_process_was_killed_is_sent_again()
    {
        var database = await DatabaseServer.NewDatabaseAsync();
        var accepted = new ConcurrentDictionary<string, string>();
        var ready = new TaskCompletionSource();
        merchant.ReadyToAnswer = ready.Task;
        string orderId;
        using (var pg = await SimulatorProcess.StartAsync(database, merchant, Settings))
        {
            await PayAsync(pg, accepted);
            orderId = accepted.Single().Key;
            await merchant.NextAsync(orderId); // He has read it and not yet agreed.
            await pg.KillAsync();
        }

        ready.SetResult();
        using var next = await SimulatorProcess.StartAsync(database, merchant, Settings);

        Assert.Contains(accepted[orderId], (await merchant.NextAsync(orderId)).Text, StringComparison.Ordinal);
    }

    private async Task PayUntilItDiesAsync(SimulatorProcess pg, ConcurrentDictionary<string, string> accepted)
    {
        var clients = Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                while (true)
                {
                    await PayAsync(pg, accepted);
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                // It has died.
            }
        });
        await Task.WhenAll(clients);
    }

    private async Task PayAsync(SimulatorProcess pg, ConcurrentDictionary<string, string> accepted)
    {
        var orderId = $"order-{Guid.NewGuid():N}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payments");
        request.Headers.Add("X-USER-ID", "135135");
        request.Content = JsonContent.Create(
            new { orderId, cardType = "KB", cardNo = "1234-5678-9814-1451", amount = 1_000, callbackUrl = merchant.CallbackUrl(orderId) });
        using var answer = await pg.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        accepted[orderId] = body.GetProperty("data").GetProperty("transactionKey").GetString()!;
    }
}
