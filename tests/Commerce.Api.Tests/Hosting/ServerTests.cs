using Commerce.TestHost;
using Dapper;

namespace Commerce.Api.Tests.Hosting;

/// <summary>That the tests beside this one are of any use on the flavour that they were asked to run on.</summary>
public sealed class ServerTests(RunningApi api)
{
    [Fact]
    public async Task The_database_is_of_the_flavour_under_test()
    {
        await using var database = await api.OpenDatabaseAsync();
        var version = await database.ExecuteScalarAsync<string>("SELECT VERSION()");

        var flavour = version!.Contains("MariaDB", StringComparison.OrdinalIgnoreCase) ? "mariadb" : "mysql";

        Assert.Equal(DatabaseFlavour.Asked ?? flavour, flavour); // Where none was asked for, any is right.
    }
}
