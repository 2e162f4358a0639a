using System.Text.Json.Nodes;

namespace Commerce.Api.Tests.Plans;

/// <summary>No list reads more than a page for a page, however much there is and however deep it lies.</summary>
[Collection(FilledShopCollection.Name)]
public sealed class ListPlanTests(FilledShop shop)
{
    private const int Size = 20;
    private const int MostRows = 12 * Size; // A page of orders has their lines and payments, which are found by index.

    public static TheoryData<string> Lists =>
    [
        "/products?sort=LATEST", "/products?sort=PRICE_ASC", "/products?sort=LIKES_DESC", "/products?brandId=5&sort=LATEST",
        "/products?brandId=5&sort=PRICE_ASC", "/products?brandId=5&sort=LIKES_DESC", "/orders?", "/points/history?", "/likes?", "/coupons?",
        "/coupons?used=false", "/cases?", "/cases?open=false", "/reconciliations?",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task No_page_of_a_list_is_found_by_a_scan_or_a_sort(string list)
    {
        shop.RequirePlans();
        var statements = await shop.Log.RecordAsync(async () =>
        {
            var cursor = await PageAsync($"{list}&page=0");
            await PageAsync($"{list}&page=1");
            await PageAsync($"{list}&cursor={cursor}");
        });

        Assert.NotEmpty(statements);
        Assert.Empty(await shop.FlawsAsync(statements));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task The_last_page_reads_no_more_rows_than_a_page_has(string list)
    {
        shop.RequirePlans();
        var cursor = await PageAsync($"{list}&page=0");
        Assert.NotNull(cursor);
        while (await PageAsync($"{list}&cursor={cursor}") is { } next)
        {
            cursor = next;
        }

        var statements = await shop.Log.RecordAsync(() => PageAsync($"{list}&cursor={cursor}"));
        var read = 0L;
        foreach (var statement in statements)
        {
            read += await StatementPlan.RowsReadAsync(shop.Server, statement);
        }

        Assert.InRange(read, 0, MostRows);
    }

    [Fact]
    public async Task What_was_sent_to_a_webhook_is_listed_by_the_rows_that_are_wanted()
    {
        shop.RequirePlans();
        var webhook = await shop.FillWebhookAsync();
        var newest = JsonNode.Parse(await shop.AskAsync(HttpMethod.Get, $"/webhooks/{webhook}/deliveries?limit={Size}"))!;
        var before = newest["data"]!["nextBefore"]!.GetValue<long>();

        var statements = await shop.Log.RecordAsync(
            () => shop.AskAsync(HttpMethod.Get, $"/webhooks/{webhook}/deliveries?limit={Size}&before={before}"));

        Assert.NotEmpty(statements);
        Assert.Empty(await shop.FlawsAsync(statements));
        foreach (var statement in statements)
        {
            Assert.InRange(await StatementPlan.RowsReadAsync(shop.Server, statement), 0, MostRows);
        }

        await shop.AskAsync(HttpMethod.Delete, $"/webhooks/{webhook}");
    }

    private async Task<string?> PageAsync(string path) =>
        JsonNode.Parse(await shop.AskAsync(HttpMethod.Get, path + $"&size={Size}"))!["data"]!["nextCursor"]?.GetValue<string>();
}
