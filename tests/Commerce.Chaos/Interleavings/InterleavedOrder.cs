using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Commerce.Core.Callbacks;
using Commerce.Core.Checkout;
using Commerce.Core.Delivery;
using Commerce.Core.Errors;
using Commerce.Core.Gateways;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.Payments;
using Commerce.Core.Recovery;
using Dapper;

namespace Commerce.Chaos.Interleavings;

/// <summary>One fresh order, with a member and a product of its own, and what can be done about it.</summary>
internal sealed class InterleavedOrder(InterleavedShop shop, Interleaving interleaving)
{
    public const long Price = 1_500;

    private const int Points = 300;
    private const int Stock = 3;

    private const string Make = """
        INSERT INTO products (brand_id, name, price, stock, likes_count, created_at)
        SELECT MIN(id), 'Interleaved', @Price, @Stock, 0, UTC_TIMESTAMP(6) FROM brands;
        SET @product = LAST_INSERT_ID();
        INSERT INTO members (member_id, email, birth_date, gender, point, created_at)
        VALUES (@member, CONCAT(@member, '@example.com'), '1990-01-01', 'FEMALE', @Points, UTC_TIMESTAMP(6));
        INSERT INTO point_entries (member_id, kind, amount, order_id, created_at)
        VALUES (@member, 'CHARGE', @Points, NULL, UTC_TIMESTAMP(6));
        INSERT INTO journal (order_id, kind, account, product_id, amount, transaction_key, created_at) VALUES
            (NULL, 'POINTS_CHARGED', 'MEMBER_POINTS', 0, -@Points, NULL, UTC_TIMESTAMP(6)),
            (NULL, 'POINTS_CHARGED', 'POINTS_ISSUED', 0, @Points, NULL, UTC_TIMESTAMP(6));
        SELECT @product
        """;

    private readonly string _member = $"i{interleaving.Number}";
    private long _product;
    private long? _orderId;

    /// <summary>What the member was told of his order, in that order; the last is how it is.</summary>
    public List<OrderStatus> Told { get; } = [];

    /// <summary>The member was told that his money goes back.</summary>
    public bool IsCancelAccepted { get; private set; }

    /// <summary>The status in which the order ended; null: it is not known, or there is no order.</summary>
    public string? Ended { get; set; }

    public async Task MakeAsync()
    {
        _product = await shop.Server.ExecuteScalarAsync<long>(Make, new { Price, Stock, member = _member, Points });
    }

    /// <summary>Somebody else buys the rest; as a sale by hand, for the rules count what is on hand for the demo's goods alone.</summary>
    public Task SellOutAsync() => shop.Server.ExecuteAsync("UPDATE products SET stock = 0 WHERE id = @_product", new { _product });

    public async Task<long?> OrderIdAsync() => _orderId ??=
        await shop.Server.ExecuteScalarAsync<long?>("SELECT MAX(id) FROM orders WHERE member_id = @_member", new { _member });

    public async Task PlaceAsync(CancellationToken ct)
    {
        var command = new PlaceOrderCommand(
            new MemberId(_member), [new OrderLine(_product, 1)], null, Points, () => Card.Parse("SAMSUNG", "1234-5678-9814-1451"));
        Told.Add((await shop.Get<PlaceOrder>().ExecuteAsync(command, ct)).Order.Status);
    }

    /// <summary>The callback of the PG's first transaction, or of its second where it has two.</summary>
    public async Task CallBackAsync(bool again, CancellationToken ct)
    {
        if (shop.Pg.Rows.Count == 0)
        {
            return;
        }

        var row = again ? shop.Pg.Rows[^1] : shop.Pg.Rows[0];
        var told = row.IsCaptured ? "SUCCESS" : "FAILED"; // As it was concluded, whatever came of it since.
        var body = JsonSerializer.Serialize(new
        {
            transactionKey = row.Key,
            orderId = row.OrderId,
            cardType = "SAMSUNG",
            cardNo = "****-****-****-1451",
            amount = row.Amount,
            status = told,
            reason = told,
        });
        await shop.Get<ReceiveCallback>().ExecuteAsync(null, "127.0.0.1", Sign($"msg_{row.Key}", body), Encoding.UTF8.GetBytes(body), ct);
    }

    /// <summary>A look that was to come later comes now. The clock stays: else whoever waits for the PG would have given up.</summary>
    public Task MakeDueAsync() => shop.Server.ExecuteAsync(
        "UPDATE commerce_payments SET next_look_at = @now WHERE next_look_at > @now", new { now = shop.Time.GetUtcNow().UtcDateTime });

    /// <summary>The order was placed so long ago that the sweep takes it up.</summary>
    public async Task MakeStaleAsync() => await shop.Server.ExecuteAsync(
        "UPDATE orders SET created_at = created_at - INTERVAL 1 HOUR WHERE id = @id; "
        + "UPDATE commerce_payments SET last_look_at = NULL WHERE order_id = @id",
        new { id = await OrderIdAsync() });

    public Task LookAsync(CancellationToken ct) => shop.Get<RecoverPayments>().ExecuteAsync(ct);

    public Task DeliverAsync(CancellationToken ct) => shop.Get<DeliverOutbox>().ExecuteAsync(ct);

    public Task RetryCallbacksAsync(CancellationToken ct) => shop.Get<RetryCallbacks>().ExecuteAsync(ct);

    public Task SweepAsync(CancellationToken ct) => shop.Get<SweepStaleOrders>().ExecuteAsync(ct);

    public async Task CancelAsync(CancellationToken ct)
    {
        if (await OrderIdAsync() is not { } orderId)
        {
            return;
        }

        try
        {
            var asked = await shop.Get<CancelOrder>().ExecuteAsync(new MemberId(_member), orderId, idempotency: null, ct);
            IsCancelAccepted = true;
            Told.Add(asked.Order.Status);
        }
        catch (CommerceException e) when (e.Error == ErrorCode.OrderStatusInvalid)
        {
            // It is not completed yet, or never will be.
        }
    }

    private CallbackHeaders Sign(string id, string body)
    {
        var timestamp = shop.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var key = Convert.FromBase64String(InterleavedShop.CallbackSecret["whsec_".Length..]);
        var signature = $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")))}";
        return new CallbackHeaders([new("webhook-id", id), new("webhook-timestamp", timestamp), new("webhook-signature", signature)]);
    }
}
