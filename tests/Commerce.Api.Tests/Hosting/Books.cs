using Commerce.TestHost.Invariants;

namespace Commerce.Api.Tests.Hosting;

/// <summary>What must be true of the rows at every moment, whoever is writing.</summary>
internal static class Books
{
    /// <summary>Fails the test with every row that breaks a rule about points (I9), likes or given out coupons (I8).</summary>
    public static async Task BalanceAsync(this RunningApi api)
    {
        await using var database = await api.OpenDatabaseAsync();
        Assert.Empty(await InvariantChecker.BreachesAsync(database, InvariantChecker.AtEveryMoment));
    }
}
