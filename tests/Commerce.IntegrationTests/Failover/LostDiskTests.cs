using Dapper;

namespace Commerce.IntegrationTests.Failover;

/// <summary>A server of the group loses its disk.</summary>
[Collection<GroupShopCollection>]
public sealed class LostDiskTests(GroupShop shop)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    /// <summary>The others have thrown away their oldest logs, so that only a copy of their data can fill it.</summary>
    [Fact]
    public async Task A_node_that_starts_with_an_empty_disk_is_given_a_copy_and_is_a_secondary_again()
    {
        await shop.WholeAsync(_ct);
        var order = await shop.PlaceAsync(productId: 9, 1, Cards.Approved);
        Assert.Equal("COMPLETED", (await shop.EndOfAsync(order)).Status);
        var lost = GroupShop.Nodes.First(node => node != shop.Primary);

        await shop.Stack.KillAsync(lost, _ct);
        Directory.Delete(shop.DataOf(lost), recursive: true);
        foreach (var other in GroupShop.Nodes.Where(node => node != lost))
        {
            await using var connection = await shop.OpenAsRootAsync(other, _ct);
            await connection.ExecuteAsync("FLUSH BINARY LOGS; PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY");
        }

        await shop.Stack.StartAsync(lost, _ct);
        await shop.WholeAsync(_ct);

        await using var back = await shop.OpenAsRootAsync(lost, _ct);
        Assert.Equal("Completed", await back.ExecuteScalarAsync<string>("SELECT state FROM performance_schema.clone_status"));
        Assert.Equal("COMPLETED", await back.ExecuteScalarAsync<string>($"SELECT status FROM commerce.orders WHERE id = {order}"));
    }
}
