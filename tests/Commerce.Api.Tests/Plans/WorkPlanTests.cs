using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Commerce.Api.Tests.Events;
using Commerce.Api.Tests.Reconciliations;
using Commerce.Core.Backlog;
using Commerce.Core.Callbacks;
using Commerce.Core.Checkout;
using Commerce.Core.Delivery;
using Commerce.Core.Events;
using Commerce.Core.Reconciliation;
using Commerce.Core.Recovery;
using Commerce.Core.Retention;
using Commerce.Core.Webhooks;
using Commerce.MySql.Failover;
using Commerce.TestHost.Gateways;
using Dapper;

namespace Commerce.Api.Tests.Plans;

/// <summary>Nothing that the shop does for an order, and nothing that its worker does again and again, grows with the tables.</summary>
[Collection(FilledShopCollection.Name)]
public sealed class WorkPlanTests(FilledShop shop)
{
    private const string Card = "1234-5678-9814-1451";

    private static readonly Dictionary<string, Func<FilledShop, CancellationToken, Task>> Work = new()
    {
        ["look for open payments"] = (shop, ct) => shop.Service<RecoverPayments>().ExecuteAsync(ct),
        ["sweep"] = (shop, ct) => shop.Service<SweepStaleOrders>().ExecuteAsync(ct),
        ["buyers who did not come back"] = (shop, ct) => shop.Service<ExpireCheckouts>().ExecuteAsync(ct),
        ["end of an outage"] = (shop, ct) => shop.Service<PullLookupsForward>().ExecuteAsync("simulator", most: null, ct),
        ["inbox"] = (shop, ct) => shop.Service<RetryCallbacks>().ExecuteAsync(ct),
        ["outbox"] = (shop, ct) => shop.Service<DeliverOutbox>().ExecuteAsync(ct),
        ["events"] = async (shop, ct) =>
        {
            await shop.Server.InsertEventAsync(orderId: -1); // So that a position has to be given.
            await shop.Service<ListEvents>().ExecuteAsync(0, 100, ct);
        },
        ["events from the middle"] = (shop, ct) => shop.Service<ListEvents>().ExecuteAsync(20_000, 100, ct),
        ["events of an order"] = (shop, ct) => shop.Service<ReadOrderEvents>().ExecuteAsync(10_000, 0, ct),
        ["webhooks"] = async (shop, ct) =>
        {
            await shop.FillWebhookAsync();
            await shop.Service<DeliverWebhooks>().ExecuteAsync(ct);
        },
        ["retention"] = (shop, ct) => shop.Service<DeleteExpired>().ExecuteAsync(ct),
        ["backlog"] = (shop, ct) => new ReadBacklog(shop.Service<MySqlServers>()).ExecuteAsync(ct),
        ["daily books"] = (shop, ct) => shop.Service<CompareDailyBooks>().ExecuteAsync(ct),
    };

    public static TheoryData<string> Timers => [.. Work.Keys];

    [Theory]
    [MemberData(nameof(Timers))]
    public async Task No_work_of_the_worker_is_found_by_a_scan_or_a_sort(string work)
    {
        shop.RequirePlans();
        shop.Pg.OnLookup(ScriptedPg.Refused(500, "busy"));
        await OrderAsync("worker");

        var statements = await shop.Log.RecordAsync(() => Work[work](shop, TestContext.Current.CancellationToken));

        Assert.NotEmpty(statements);
        Assert.Empty(await shop.FlawsAsync(statements));
    }

    [Fact]
    public async Task The_log_of_events_is_read_from_anywhere_by_as_many_rows_as_are_wanted()
    {
        shop.RequirePlans();
        const int Wanted = 100;
        var statements = await shop.Log.RecordAsync(
            () => shop.Service<ListEvents>().ExecuteAsync(after: 20_000, Wanted, TestContext.Current.CancellationToken));

        var read = 0L;
        foreach (var statement in statements)
        {
            read += await StatementPlan.RowsReadAsync(shop.Server, statement);
        }

        Assert.InRange(read, Wanted, 2 * Wanted);
    }

    [Fact]
    public async Task No_step_of_an_order_is_found_by_a_scan_or_a_sort()
    {
        shop.RequirePlans();
        var statements = await shop.Log.RecordAsync(async () =>
        {
            var (order, payment, key) = await OrderAsync("order");
            shop.Pg.OnLookup(key, "SUCCESS", amount: 0);
            string[] reads = [$"/orders/{order}", $"/orders/{order}/payments", "/points", "/users/me", "/products/30", "/brands/7"];
            foreach (var path in reads)
            {
                await shop.AskAsync(HttpMethod.Get, path);
            }

            await shop.AskAsync(HttpMethod.Post, $"/payments/{payment}/confirm");
            await shop.AskAsync(HttpMethod.Post, "/points/charge", JsonContent.Create(new { amount = 1_000 }));
            await shop.AskAsync(HttpMethod.Delete, "/likes/products/30");
            await shop.AskAsync(HttpMethod.Post, "/likes/products/30");
        });

        Assert.NotEmpty(statements);
        Assert.Empty(await shop.FlawsAsync(statements));
    }

    [Fact]
    public async Task No_line_of_the_books_is_found_by_a_scan_or_a_sort()
    {
        shop.RequirePlans();
        var lines = await shop.Server.QueryAsync<(string Key, long Order, long Amount, DateTime At)>(
            """
            SELECT transaction_key, order_id, CAST(amount AS SIGNED), created_at FROM commerce_payments
            WHERE status = 'SUCCESS' ORDER BY id DESC LIMIT 700
            """);
        shop.Pg.OnBooks(PgBooks.Of([.. lines.Select(line => PgBooks.Line(line.Key, $"ORDER{line.Order:D6}", amount: line.Amount))]));
        shop.Pg.OnLookup(ScriptedPg.Refused(500, "busy")); // What the PG's books do not have is asked for; one such line is enough.
        var yesterday = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddHours(9).UtcDateTime).AddDays(-1);

        var statements = await shop.Log.RecordAsync(
            () => shop.Service<CompareBooks>().ExecuteAsync(yesterday, "simulator", TestContext.Current.CancellationToken));

        Assert.NotEmpty(statements);
        Assert.Empty(await shop.FlawsAsync(statements));
    }

    private async Task<(long Order, long Payment, string Key)> OrderAsync(string key)
    {
        var transaction = $"20250816:TR:{Guid.NewGuid():N}"[..20];
        shop.Pg.OnSend(ScriptedPg.Accepted(transaction));
        var items = new[] { new { productId = 30, quantity = 1 }, new { productId = 31, quantity = 1 } };
        var order = new { items, cardType = "KB", cardNo = Card };
        var answer = await shop.AskAsync(HttpMethod.Post, "/orders", JsonContent.Create(order), $"{key}-{Guid.NewGuid():N}");
        var data = JsonNode.Parse(answer)!["data"]!;
        return (data["id"]!.GetValue<long>(), data["payment"]!["id"]!.GetValue<long>(), transaction);
    }
}
