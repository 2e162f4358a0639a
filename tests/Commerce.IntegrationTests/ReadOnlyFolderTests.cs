using System.Runtime.Versioning;

namespace Commerce.IntegrationTests;

/// <summary>As in its image: a service was published, lies in a folder that it cannot write to, and has none of root's rights.</summary>
[UnsupportedOSPlatform("windows")]
[Collection<ShopCollection>]
public sealed class ReadOnlyFolderTests
{
    private readonly Shop _shop;

    public ReadOnlyFolderTests(Shop shop)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The modes of files are Unix's.");
        Assert.SkipUnless(!Environment.IsPrivilegedProcess || File.Exists("/usr/bin/setpriv"), "Root needs setpriv to give its rights up.");
        _shop = shop;
    }

    [Fact]
    public async Task The_published_api_takes_an_order_from_a_folder_that_it_cannot_write_to()
    {
        using var published = await ReadOnlyPublish.OfAsync("Commerce.Api");
        await using var api = await StartAsync(published);

        var placed = await _shop.SendOrderAsync(Shop.CardOrder(5, 1, Cards.Approved), api: api.Client);

        Assert.Equal("COMPLETED", (await _shop.EndOfAsync(placed.OrderId)).Status);
    }

    [Fact]
    public async Task The_published_worker_ends_an_order_from_a_folder_that_it_cannot_write_to()
    {
        using var published = await ReadOnlyPublish.OfAsync("Commerce.Worker");
        await using var worker = await StartAsync(published);
        using var alone = Standstill.OfWorker(_shop); // Nobody else asks the PG.

        var order = await _shop.PlaceAsync(5, 1, Cards.CallbackLost);

        Assert.Equal("COMPLETED", (await _shop.EndOfAsync(order)).Status);
    }

    private Task<ApiReplica> StartAsync(ReadOnlyPublish published) => ApiReplica.StartAsync(
        _shop, published.Program, databaseSettings: string.Empty, ("ASPNETCORE_CONTENTROOT", published.Folder), ("HOME", "/nonexistent"));
}
