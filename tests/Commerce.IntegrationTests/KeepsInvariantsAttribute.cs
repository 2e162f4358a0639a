using System.Reflection;
using Commerce.IntegrationTests.Clocks;
using Commerce.IntegrationTests.Failover;
using Commerce.IntegrationTests.FakePgs;
using Commerce.IntegrationTests.Outages;
using Commerce.IntegrationTests.Secrets;
using Commerce.IntegrationTests.Traces;
using Xunit.v3;

namespace Commerce.IntegrationTests;

/// <summary>
/// Every test ends with the check of all invariants, so a test leaves nothing under way in the end. On the collection's
/// definition it holds for all of its tests. Where a test has failed already, its own message is the one to read, and what
/// it left down is started again: its failure is not one of all tests that follow.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KeepsInvariantsAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        // The interface knows no tasks. On a thread of the pool nothing waits for the thread that waits here.
        var hasFailed = TestContext.Current.TestState?.Result == TestResult.Failed;
        var breaches = Task.Run(() => NewBreachesAsync(hasFailed), TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        Assert.True(breaches.Count == 0 || hasFailed, string.Join(Environment.NewLine, breaches));
    }

    private static async Task<IReadOnlyList<string>> NewBreachesAsync(bool hasFailed)
    {
        var shop = await ShopOfTheTestAsync();
        if (hasFailed)
        {
            await shop.StartWhatIsDownAsync();
        }

        return await shop.NewBreachesAsync();
    }

    private static async Task<Shop> ShopOfTheTestAsync()
    {
        var shop = await TestContext.Current.GetFixture<Shop>()
            ?? await TestContext.Current.GetFixture<TalkativeShop>()
            ?? await TestContext.Current.GetFixture<TracedShop>()
            ?? await TestContext.Current.GetFixture<OutageShop>()
            ?? await TestContext.Current.GetFixture<SkewedShop>()
            ?? await TestContext.Current.GetFixture<GroupShop>()
            ?? (Shop?)await TestContext.Current.GetFixture<FakePgShop>();
        return shop!;
    }
}
