using System.Net;
using System.Net.Sockets;
using Commerce.PgSimulator.Tests.Hosting;
using Dapper;
using MySqlConnector;

namespace Commerce.PgSimulator.Tests.Durability;

public sealed class StopTests(StopTests.OwnSimulator pg) : IClassFixture<StopTests.OwnSimulator>
{
    public sealed class OwnSimulator : Simulator;

    [Fact]
    public async Task A_callback_that_the_merchant_has_agreed_to_is_recorded_although_the_process_is_being_stopped()
    {
        var ready = new TaskCompletionSource();
        pg.Merchant.ReadyToAnswer = ready.Task;
        var order = await pg.PayAsync();
        await pg.Merchant.NextAsync(order.OrderId);
        await using var connection = new MySqlConnection(pg.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var hold = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("SELECT 1 FROM callbacks WHERE transaction_key = @TransactionKey FOR UPDATE", order, hold);

        ready.SetResult(); // He agrees, and the record of it must wait for us.
        await Until.TrueAsync(RecordingAsync);
        var port = pg.Http.BaseAddress!.Port;
        var stop = Task.Run(() => pg.Stop(), TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => IsDeafAsync(port)); // The first thing to stop; the callbacks come right after.
        await hold.RollbackAsync(TestContext.Current.CancellationToken);
        await stop;

        Assert.Equal(
            1,
            await pg.QueryAsync<int>(
                "SELECT COUNT(*) FROM callbacks WHERE transaction_key = @TransactionKey AND sent_at IS NOT NULL AND due_at IS NULL",
                order));
    }

    private async Task<bool> RecordingAsync() => await pg.QueryAsync<int>(
        "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE 'UPDATE callbacks SET due_at = NULL, "
        + "sent_at%'") == 1;

    private static async Task<bool> IsDeafAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
