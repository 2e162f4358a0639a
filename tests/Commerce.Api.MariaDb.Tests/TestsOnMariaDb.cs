using System.Reflection;
using Commerce.Api.MariaDb.Tests;
using Commerce.Api.Tests.Hosting;
using Xunit.v3;

[assembly: TestFramework(typeof(TestsOnMariaDb))]

namespace Commerce.Api.MariaDb.Tests;

/// <summary>
/// Finds the tests of Commerce.Api.Tests in their own assembly and runs them in this process, whose project asks for MariaDB. They are
/// reported under the name of this project.
/// </summary>
public sealed class TestsOnMariaDb : XunitTestFramework
{
    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) => new DatabaseTests(ApiTestsAs(assembly));

    protected override ITestFrameworkExecutor CreateExecutor(Assembly assembly) => new XunitTestFrameworkExecutor(ApiTestsAs(assembly));

    private static XunitTestAssembly ApiTestsAs(Assembly reported) =>
        new(typeof(RunningApi).Assembly, configFilePath: null, assemblyName: reported.FullName, assemblyPath: reported.Location);

    private sealed class DatabaseTests(IXunitTestAssembly tests) : XunitTestFrameworkDiscoverer(tests)
    {
        protected override Type[] GetExportedTypes() =>
            [.. base.GetExportedTypes().Where(type => !type.IsDefined(typeof(SameOnEveryDatabaseAttribute)))];
    }
}
