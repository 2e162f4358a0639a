using System.Globalization;
using MySqlConnector;

namespace Commerce.Api.Load.PaidOrders;

/// <summary>One connection, and every statement of a paid order prepared on it.</summary>
internal sealed class FloorClient : IAsyncDisposable
{
    private const string Position = "position";
    private static readonly string[] Numbers = ["@order", "@payment", "@product", "@callback"];

    private readonly MySqlConnection _connection;
    private readonly IReadOnlyList<long> _products;
    private readonly List<MySqlCommand> _commands = [];

    private long _product;
    private long _order;
    private long _payment;
    private long _callback;
    private string _key = string.Empty;
    private Inserts _insert = null!;
    private Updates _update = null!;
    private MySqlTransaction? _transaction;

    private FloorClient(MySqlConnection connection, IReadOnlyList<long> products) => (_connection, _products) = (connection, products);

    public static async Task<FloorClient> PrepareAsync(MySqlConnection connection, FloorTables tables, IReadOnlyList<long> products)
    {
        var client = new FloorClient(connection, products);
        client._insert = new Inserts(
            Order: await client.InsertAsync(tables.Orders),
            Items: await client.InsertAsync(tables.Items, "order_id", "product_id"),
            Payment: await client.InsertAsync(tables.Payments, "order_id", "transaction_key"),
            Inbox: await client.InsertAsync(tables.Inbox, "transaction_key", "message_id"),
            Journal: await client.InsertAsync(tables.Journal, "order_id", "transaction_key"),
            Events: await client.InsertAsync(tables.Events, "order_id", Position),
            PgPayment: await client.InsertAsync(tables.PgPayments, "transaction_key", "order_id"),
            PgApproval: await client.InsertAsync(tables.PgApprovals, "transaction_key"),
            PgCallback: await client.InsertAsync(tables.PgCallbacks, "transaction_key", "message_id"),
            PgKey: await client.InsertAsync(tables.PgKeys, "transaction_key", "idempotency_key"));
        client._update = new Updates(
            LearnKey: await client.UpdateAsync(
                "UPDATE commerce_payments SET transaction_key = @transaction_key, updated_at = UTC_TIMESTAMP(6) WHERE id = @payment"),
            ConcludePayment: await client.UpdateAsync("UPDATE payments SET status = 'SUCCESS' WHERE transaction_key = @transaction_key"),
            ConcludeApproval: await client.UpdateAsync(
                "UPDATE approvals SET due_at = NULL, concluded_at = UTC_TIMESTAMP(6) WHERE transaction_key = @transaction_key"),
            CallbackDue: await client.UpdateAsync(
                "UPDATE callbacks SET due_at = UTC_TIMESTAMP(6) WHERE transaction_key = @transaction_key"),
            Stock: await client.UpdateAsync("UPDATE products SET stock = stock - 1 WHERE id = @product AND stock >= 1"),
            Order: await client.UpdateAsync(
                "UPDATE orders SET status = 'COMPLETED', version = version + 1, updated_at = UTC_TIMESTAMP(6) WHERE id = @order"),
            Payment: await client.UpdateAsync(
                "UPDATE commerce_payments SET status = 'SUCCESS', version = 1, updated_at = UTC_TIMESTAMP(6) WHERE id = @payment"),
            Inbox: await client.UpdateAsync(
                "UPDATE callback_inbox SET payment_id = @payment, handled_at = UTC_TIMESTAMP(6) WHERE id = @callback"),
            CallbackSent: await client.UpdateAsync(
                "UPDATE callbacks SET due_at = NULL, sent_at = UTC_TIMESTAMP(6) WHERE transaction_key = @transaction_key"));
        return client;
    }

    /// <summary>The merchant's first commit.</summary>
    public async Task PlaceAsync(int number)
    {
        _product = _products[number % _products.Count];
        _key = string.Create(CultureInfo.InvariantCulture, $"floor:{number:D10}");
        await BeginAsync();
        _order = await RunAsync(_insert.Order);
        await RunAsync(_insert.Items);
        _payment = await RunAsync(_insert.Payment);
        await CommitAsync();
    }

    /// <summary>The six that follow, at the PG and at the merchant in turn.</summary>
    public async Task PayAsync()
    {
        await TogetherAsync(_insert.PgKey, _insert.PgPayment, _insert.PgApproval, _insert.PgCallback);
        await RunAsync(_update.LearnKey);
        await TogetherAsync(_update.ConcludePayment, _update.ConcludeApproval, _update.CallbackDue);
        _callback = await RunAsync(_insert.Inbox);
        await TogetherAsync(_update.Stock, _update.Order, _update.Payment, _insert.Journal, _insert.Events, _update.Inbox);
        await RunAsync(_update.CallbackSent);
    }

    public async ValueTask DisposeAsync()
    {
        _commands.ForEach(command => command.Dispose());
        await _connection.DisposeAsync();
    }

    private async Task TogetherAsync(params MySqlCommand[] commands)
    {
        await BeginAsync();
        foreach (var command in commands)
        {
            await RunAsync(command);
        }

        await CommitAsync();
    }

    private async Task BeginAsync() => _transaction = await _connection.BeginTransactionAsync();

    private async Task CommitAsync()
    {
        await using var transaction = _transaction!;
        await transaction.CommitAsync();
        _transaction = null;
    }

    private async Task<long> RunAsync(MySqlCommand command)
    {
        foreach (MySqlParameter parameter in command.Parameters)
        {
            parameter.Value = parameter.ParameterName switch
            {
                "@order" => _order,
                "@order_id" => parameter.Value is string ? _key : _order,
                "@payment" => _payment,
                "@product" or "@product_id" => _product,
                "@callback" => _callback,
                "@transaction_key" or "@message_id" or "@idempotency_key" => _key,
                "@" + Position => null, // Events are given their places many at a time, later.
                _ => parameter.Value,
            };
        }

        command.Transaction = _transaction;
        await command.ExecuteNonQueryAsync();
        return command.LastInsertedId;
    }

    private async Task<MySqlCommand> InsertAsync(FloorTable table, params string[] own)
    {
        var command = await table.PrepareInsertAsync(_connection, own);
        _commands.Add(command);
        return command;
    }

    private async Task<MySqlCommand> UpdateAsync(string sql)
    {
        var command = new MySqlCommand(sql, _connection);
        foreach (var name in Numbers.Where(name => sql.Contains(name, StringComparison.Ordinal)))
        {
            command.Parameters.AddWithValue(name, 0L);
        }

        if (sql.Contains("@transaction_key", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("@transaction_key", string.Empty);
        }

        await command.PrepareAsync();
        _commands.Add(command);
        return command;
    }

    private sealed record Inserts(
        MySqlCommand Order,
        MySqlCommand Items,
        MySqlCommand Payment,
        MySqlCommand Inbox,
        MySqlCommand Journal,
        MySqlCommand Events,
        MySqlCommand PgPayment,
        MySqlCommand PgApproval,
        MySqlCommand PgCallback,
        MySqlCommand PgKey);

    private sealed record Updates(
        MySqlCommand LearnKey,
        MySqlCommand ConcludePayment,
        MySqlCommand ConcludeApproval,
        MySqlCommand CallbackDue,
        MySqlCommand Stock,
        MySqlCommand Order,
        MySqlCommand Payment,
        MySqlCommand Inbox,
        MySqlCommand CallbackSent);
}
