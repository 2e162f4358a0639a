using System.Reflection;
using Commerce.PgSimulator.MariaDb.Tests;
using Commerce.PgSimulator.Tests.Hosting;
using Xunit.v3;

[assembly: TestFramework(typeof(TestsOnMariaDb))]

namespace Commerce.PgSimulator.MariaDb.Tests;

/// <summary>
/// Finds tests of Commerce.PgSimulator.Tests in their own assembly and runs them in this process, whose project asks for MariaDB. They are
/// reported under the name of this project.
/// </summary>
public sealed class TestsOnMariaDb : XunitTestFramework
{
    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) => new DatabaseTests(SimulatorTestsAs(assembly));

    protected override ITestFrameworkExecutor CreateExecutor(Assembly assembly) =>
        new XunitTestFrameworkExecutor(SimulatorTestsAs(assembly));

    private static XunitTestAssembly SimulatorTestsAs(Assembly reported) =>
        new(typeof(Simulator).Assembly, configFilePath: null, assemblyName: reported.FullName, assemblyPath: reported.Location);

    // What the others test is decided before the simulator asks its database, or after.
    private sealed class DatabaseTests(IXunitTestAssembly tests) : XunitTestFrameworkDiscoverer(tests)
    {
        private static readonly string[] Folders = ["Books", "Payments", "Storage"];

        protected override Type[] GetExportedTypes() =>
            [.. base.GetExportedTypes().Where(type => Folders.Any(folder => IsIn(type.Namespace!, folder)))];

        private static bool IsIn(string space, string folder) => space.EndsWith($".{folder}", StringComparison.Ordinal);
    }
}
