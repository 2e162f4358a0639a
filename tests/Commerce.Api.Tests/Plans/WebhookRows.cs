using Commerce.Core.Webhooks;
using Dapper;

namespace Commerce.Api.Tests.Plans;

/// <summary>A webhook in a filled shop that was told of every event, and has some to be told of.</summary>
internal static class WebhookRows
{
    private const string Arrived = """
        INSERT INTO webhook_deliveries
            (webhook_id, message_id, order_id, type, body, created_at, give_up_at, next_try_at, tries, delivered_at)
        SELECT @id, CONCAT('old_', id), order_id, 'order.completed', '{}', occurred_at, occurred_at, NULL, 1, occurred_at FROM event_log
        """;

    private const string Due = """
        INSERT INTO webhook_deliveries (webhook_id, message_id, order_id, type, body, created_at, give_up_at, next_try_at, tries)
        SELECT @id, CONCAT('due_', id), order_id, 'order.completed', '{}', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL 1 DAY,
               UTC_TIMESTAMP(6), 0
        FROM event_log ORDER BY id LIMIT 20
        """;

    /// <returns>The webhook's id.</returns>
    public static async Task<long> FillWebhookAsync(this FilledShop shop)
    {
        var ct = TestContext.Current.CancellationToken;
        var form = new WebhookForm("http://127.0.0.1:9/", Types: null, Enabled: true, Secret: null);
        var (webhook, _) = await shop.Service<CreateWebhook>().ExecuteAsync(form, ct);
        await shop.Server.ExecuteAsync($"{Arrived}; {Due}; ANALYZE TABLE webhook_deliveries", new { id = webhook.Id });
        return webhook.Id;
    }
}
