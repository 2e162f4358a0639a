using System.Reflection;
using Commerce.Api.Tests.Hosting;
using Commerce.TestHost.Invariants;
using Xunit.v3;

[assembly: KeepsInvariants]

namespace Commerce.Api.Tests.Hosting;

/// <summary>
/// Every test ends with the check of what must be true of the rows at every moment, whoever is writing: other tests are at work,
/// and of the PG's books there are only those that a test makes up. A test that has failed already is spared.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class KeepsInvariantsAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (TestContext.Current.TestState?.Result != TestResult.Failed)
        {
            // The interface knows no tasks. On a thread of the pool nothing waits for the thread that waits here.
            var breaches = Task.Run(BreachesAsync, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
            Assert.True(breaches.Count == 0, string.Join(Environment.NewLine, breaches));
        }
    }

    private static async Task<IReadOnlyList<string>> BreachesAsync()
    {
        var api = await TestContext.Current.GetFixture<RunningApi>();
        await using var database = await api!.OpenDatabaseAsync();
        return await InvariantChecker.BreachesAsync(database, InvariantChecker.AtEveryMoment);
    }
}
