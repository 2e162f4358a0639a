using Commerce.Chaos.Matrix;

namespace Commerce.Chaos.Tests;

/// <summary>
/// Each dependency fails in each way (docs/resilience.md). Every build tries the last way with each; all of them on request.
/// </summary>
public sealed class ResilienceTests(ResilienceShop shop) : IClassFixture<ResilienceShop>
{
    public static TheoryData<string> Cases => [.. MatrixCase.All.Select(one => $"{one}")];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_promise_is_kept_while(string dependencyFails)
    {
        var one = MatrixCase.All.Single(one => $"{one}" == dependencyFails);
        Assert.SkipUnless(one.Way == WayToFail.Flaps || IsLong, "Takes a quarter of a minute each: set COMMERCE_TEST_SEARCH=true.");

        var result = await shop.Run.ExecuteAsync(one, TestContext.Current.CancellationToken);

        Assert.True(result.Breaches.Count == 0, $"{string.Join('\n', result.Breaches)}\n{string.Join('\n', result.Run.Story)}");
    }

    private static bool IsLong => Environment.GetEnvironmentVariable("COMMERCE_TEST_SEARCH") == "true";
}

/// <summary>One stack for all cases.</summary>
public sealed class ResilienceShop : IAsyncLifetime
{
    internal RunMatrixCase Run { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Run = await RunMatrixCase.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (Run is not null)
        {
            await Run.DisposeAsync();
        }
    }
}
