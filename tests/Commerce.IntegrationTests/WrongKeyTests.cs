using System.Net.Http.Json;
using Commerce.IntegrationTests.Callbacks;

namespace Commerce.IntegrationTests;

/// <summary>The PG accepts a payment and names a key for it that does not exist.</summary>
[Collection<ShopCollection>]
public sealed class WrongKeyTests(Shop shop)
{
    private const long Product = 15;
    private static readonly string[] Script = ["wrong-key"];

    [Fact]
    public async Task The_callback_tells_the_true_key()
    {
        using var script = await shop.Pg.PostAsJsonAsync(
            "/api/v1/faults/script", new { outcomes = Script }, TestContext.Current.CancellationToken);
        script.EnsureSuccessStatusCode();

        await AssertCompletedUnderTheTrueKeyAsync(await shop.PlaceAsync(Product, 1, Cards.Ordinary));
    }

    [Fact]
    public async Task Without_a_callback_the_pgs_own_list_tells_it()
    {
        await using var lying = await shop.WithFaultsAsync(new { wrongKeyRate = 1, callbackDropRate = 1 });

        await AssertCompletedUnderTheTrueKeyAsync(await shop.PlaceAsync(Product, 1, Cards.Ordinary));
    }

    private async Task AssertCompletedUnderTheTrueKeyAsync(long orderId)
    {
        var end = await shop.EndOfAsync(orderId);

        Assert.Equal(("COMPLETED", "SUCCESS"), (end.Status, end.Payment.Status));
        Assert.Equal(await shop.KeyAtThePgAsync(orderId), end.Payment.TransactionKey);
    }
}
