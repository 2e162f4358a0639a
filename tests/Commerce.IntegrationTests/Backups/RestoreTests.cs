using Commerce.TestHost;
using Commerce.TestHost.Client;
using Dapper;
using MySqlConnector;

namespace Commerce.IntegrationTests.Backups;

/// <summary>A backup that was never restored is a hope: a copy, the logs since, and the PG's books on what is lost.</summary>
[Collection<ShopCollection>]
public sealed class RestoreTests(Shop shop)
{
    private const long Product = 8;
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restore_to_a_moment_has_all_before_it_and_the_books_name_each_payment_after_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs to see how the server was started.");
        var original = ServerCommand.OfProcess(shop.Stack.PidOf(StackResources.MySql)!.Value);
        Assert.SkipWhen(original.LogReader is null, "Needs a MySQL server with mysqlbinlog beside it.");
        var administrator = DatabaseAdministrator.ConnectionString(Path.GetDirectoryName(original.Data)!);
        var copy = Directory.CreateTempSubdirectory("commerce-backup-").FullName;
        try
        {
            var inTheCopy = await PaidAsync();
            await CopyAsync(administrator, Path.Combine(copy, "data"));
            var inTheLogs = await PaidAsync();
            var moment = await NextSecondAsync();
            (long OrderId, string Key)[] lost = [await PaidAsync(), await PaidAsync()];

            await using var server = await RestoredServer.StartAsync(original, Path.Combine(copy, "data"), administrator, _ct);
            await server.ReplayUntilAsync(moment, _ct);

            var restored = await RestoredDatabaseAsync(server.Port);
            await AssertHasAsync(restored, [inTheCopy.OrderId, inTheLogs.OrderId]);
            await using var api = await ApiReplica.StartAsync(
                shop,
                ("ConnectionStrings__commerce", restored),
                ("Operator__Key", ShopSettings.OperatorKey),
                ("Reconciliation__SettlingTime", "00:00:00"));
            var books = new Bookkeeper(shop, api.Client);
            var run = await books.ComparedAsync(await books.DayOfAsync(lost[0].Key));
            Assert.Equal(
                lost.Select(payment => new BreakAnswer("MISSING_HERE", "PAYMENT", payment.Key)).OrderBy(line => line.TransactionKey),
                run.Breaks!.OrderBy(line => line.TransactionKey));
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private async Task<(long OrderId, string Key)> PaidAsync()
    {
        var order = await shop.EndOfAsync(await shop.PlaceAsync(Product, 1, Cards.Approved));
        Assert.Equal("COMPLETED", order.Status);
        return (order.Id, order.Payment.TransactionKey!);
    }

    private async Task CopyAsync(string administrator, string folder)
    {
        await using var database = new MySqlConnection(administrator);
        await database.OpenAsync(_ct);
        await database.ExecuteAsync("INSTALL PLUGIN clone SONAME 'mysql_clone.so'");
        try
        {
            await database.ExecuteAsync($"CLONE LOCAL DATA DIRECTORY = '{folder}'", commandTimeout: 120);
        }
        finally
        {
            await database.ExecuteAsync("UNINSTALL PLUGIN clone");
        }
    }

    // The logs are read to a whole second: what is before it is in, and the shop's next order begins after it.
    private async Task<DateTime> NextSecondAsync()
    {
        await using var database = await shop.OpenDatabaseAsync();
        var moment = await database.ExecuteScalarAsync<DateTime>("SELECT UTC_TIMESTAMP() + INTERVAL 1 SECOND");
        await database.ExecuteAsync("DO SLEEP(1.1)");
        return moment;
    }

    private async Task<string> RestoredDatabaseAsync(int port) => new MySqlConnectionStringBuilder(
        await shop.Stack.ConnectionStringAsync(StackResources.CommerceDatabase, _ct))
    {
        Port = (uint)port,
    }.ConnectionString;

    private async Task AssertHasAsync(string restored, long[] orders)
    {
        await using var database = new MySqlConnection(restored);
        await database.OpenAsync(_ct);
        Assert.Equal(
            orders.Select(id => (id, "COMPLETED")),
            await database.QueryAsync<(long, string)>(
                "SELECT id, status FROM orders WHERE id >= @first ORDER BY id", new { first = orders[0] }));
    }
}
