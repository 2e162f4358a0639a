using System.Net;
using System.Text.RegularExpressions;
using Commerce.TestHost;

namespace Commerce.IntegrationTests.Failover;

/// <summary>Two of the three servers of the group die: the third may not decide anything alone.</summary>
[Collection<GroupShopCollection>]
public sealed partial class LostMajorityTests(GroupShop shop)
{
    private const long Product = 7;

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_majority_an_order_is_told_when_to_come_again_and_it_completes_once_the_servers_are_back()
    {
        await shop.WholeAsync(_ct);
        var before = await shop.PlaceAsync(Product, 1, Cards.Approved);
        Assert.Equal("COMPLETED", (await shop.EndOfAsync(before)).Status);
        var lost = GroupShop.Nodes.Where(node => node != shop.Primary).ToList();

        await Task.WhenAll(lost.Select(node => shop.Stack.KillAsync(node, _ct)));
        await Shop.ReadUntilAsync(PrimaryFiguresAsync, "PRIMARY 0, AWAY 2");
        await Shop.ReadUntilAsync(() => ReadyAsync(StackResources.Api), "ServiceUnavailable");
        var refused = await SendAsync();
        await Task.WhenAll(lost.Select(node => shop.Stack.StartAsync(node, _ct)));
        await shop.WholeAsync(_ct);
        await Shop.ReadUntilAsync(() => ReadyAsync(StackResources.PgSimulator), "OK");
        await Shop.ReadUntilAsync(() => ReadyAsync(StackResources.Api), "OK");
        var told = await Shop.UntilNotInFlightAsync(SendAsync);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "SERVICE_001"), (refused.Status, refused.ErrorCode));
        Assert.NotNull(refused.RetryAfter);
        Assert.Equal("COMPLETED", (await shop.EndOfAsync(told.OrderId)).Status);
        Assert.Equal("COMPLETED", (await shop.OrderAsync(before)).Status);
        Assert.Equal(told.OrderId, (await SendAsync()).OrderId);
        await Shop.ReadUntilAsync(PrimaryFiguresAsync, "PRIMARY 1, AWAY 0");
    }

    private Task<TestHost.Client.Answer> SendAsync() =>
        shop.SendOrderAsync(Shop.CardOrder(Product, 1, Cards.Approved), idempotencyKey: "without-a-majority");

    private async Task<string?> ReadyAsync(string service)
    {
        using var client = shop.Stack.CreateClient(service);
        using var answer = await client.GetAsync(new Uri("/ready", UriKind.Relative), _ct);
        return answer.StatusCode.ToString();
    }

    // What the alerts go by.
    private async Task<string?> PrimaryFiguresAsync()
    {
        using var metrics = await shop.GetRawAsync("/metrics");
        var text = await metrics.Content.ReadAsStringAsync(_ct);
        return $"PRIMARY {Primary().Match(text).Groups[1].Value}, AWAY {Away().Match(text).Groups[1].Value}";
    }

    [GeneratedRegex(@"^commerce_database_primary(?:\{[^}]*\})? (\d+)", RegexOptions.Multiline)]
    private static partial Regex Primary();

    [GeneratedRegex(@"^commerce_database_members\{[^}]*state=""AWAY""[^}]*\} (\d+)", RegexOptions.Multiline)]
    private static partial Regex Away();
}
