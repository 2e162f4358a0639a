using System.Collections.Concurrent;
using System.Reflection;
using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.Invariants;
using Xunit.v3;

[assembly: KeepsInvariants]

namespace Commerce.Api.Tests.Hosting;

/// <summary>
/// Every test ends with the check of what must be true of the rows at every moment, whoever is writing: other tests are at work,
/// and of the PG's books there are only those that a test makes up. Where a test has failed already, its own message is
/// the one to read.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class KeepsInvariantsAttribute : BeforeAfterTestAttribute
{
    // Each breach fails one test, not all that follow.
    private static readonly ConcurrentDictionary<string, bool> Known = [];

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        // The interface knows no tasks. On a thread of the pool nothing waits for the thread that waits here.
        var breaches = Task.Run(NewBreachesAsync, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        Assert.True(
            breaches.Count == 0 || TestContext.Current.TestState?.Result == TestResult.Failed, string.Join(Environment.NewLine, breaches));
    }

    private static async Task<IReadOnlyList<string>> NewBreachesAsync()
    {
        var api = await TestContext.Current.GetFixture<RunningApi>();
        if (!api!.HasServer)
        {
            return [];
        }

        await using var database = await api.OpenDatabaseAsync();
        var breaches = await InvariantChecker.BreachesAsync(database, InvariantChecker.AtEveryMoment);
        return [.. breaches.Where(breach => Known.TryAdd(breach, true))];
    }
}
