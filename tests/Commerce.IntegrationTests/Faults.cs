using System.Net.Http.Json;

namespace Commerce.IntegrationTests;

/// <summary>The dials of the PG.</summary>
internal static class Faults
{
    /// <summary>Turns dials of the PG until the result is disposed of.</summary>
    public static async Task<IAsyncDisposable> WithFaultsAsync(this Shop shop, object dials)
    {
        await shop.PutFaultsAsync(dials);
        return new FaultsOff(shop);
    }

    private static async Task PutFaultsAsync(this Shop shop, object dials)
    {
        using var response = await shop.Pg.PutAsJsonAsync("/api/v1/faults", dials, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private sealed class FaultsOff(Shop shop) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await shop.PutFaultsAsync(new { });
    }
}
