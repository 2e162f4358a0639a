using Commerce.TestHost;
using MySqlConnector;

namespace Commerce.IntegrationTests.Outages;

/// <summary>A shop whose database the tests take away; its limits are short, so that what waits for them is not long.</summary>
public sealed class OutageShop : Shop
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("commerce-outage-");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>A connection of the database's administrator, who is let in when nobody else is.</summary>
    public async Task<MySqlConnection> OpenAsRootAsync()
    {
        var connection = new MySqlConnection(DatabaseAdministrator.ConnectionString(_folder.FullName));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    protected override ValueTask<CommerceStackOptions> OptionsAsync()
    {
        var options = ShopSettings.QuickAndHonest(_folder.FullName);
        foreach (var service in new[] { StackResources.Api, StackResources.Worker })
        {
            // Opening a connection takes longer than a probe may, so that the probe's own limit is what is seen.
            options.With(service, "Database__ConnectTimeout", "00:00:03")
                .With(service, "Database__CommandTimeout", "00:00:02")
                .With(service, "Database__QueueTimeout", "00:00:02")
                .With(service, "Database__NewWorkTimeout", "00:00:02");
        }

        return new(options);
    }
}
