using Commerce.PgSimulator.Tests.Hosting;
using Commerce.TestHost;

namespace Commerce.PgSimulator.Tests.Storage;

/// <summary>That the tests beside this one are of any use on the flavour that they were asked to run on.</summary>
public sealed class ServerTests(GoodDaySimulator simulator)
{
    [Fact]
    public async Task The_database_is_of_the_flavour_under_test()
    {
        var version = await simulator.QueryAsync<string>("SELECT VERSION()");

        var flavour = version!.Contains("MariaDB", StringComparison.OrdinalIgnoreCase) ? "mariadb" : "mysql";

        Assert.Equal(DatabaseFlavour.Asked ?? flavour, flavour); // Where none was asked for, any is right.
    }
}
