using Commerce.Core.Errors;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Webhooks;

/// <summary>Has a message sent again, now and under its id, or one sent that is about nothing, to see whether it arrives.</summary>
public sealed class RedeliverMessage(DatabaseTransaction transaction, IOptions<WebhookOptions> options, IDatabaseClock clock)
{
    /// <exception cref="CommerceException">WEBHOOK_004.</exception>
    public Task<WebhookDelivery> ExecuteAsync(long webhookId, long deliveryId, CancellationToken ct) => transaction.ExecuteAsync(
        async (db, token) =>
        {
            var now = await clock.NowAsync(db, token);
            var until = now + options.Value.GiveUpAfter;
            var found = db.WebhookDeliveries.Where(d => d.Id == deliveryId && d.WebhookId == webhookId);
            await found.ExecuteUpdateAsync(
                set => set.SetProperty(d => d.NextTryAt, now)
                    .SetProperty(d => d.GiveUpAt, until)
                    .SetProperty(d => d.Tries, 0)
                    .SetProperty(d => d.DeliveredAt, (DateTimeOffset?)null)
                    .SetProperty(d => d.GivenUpAt, (DateTimeOffset?)null),
                token);
            return await found.AsNoTracking().SingleOrDefaultAsync(token) ?? throw new CommerceException(ErrorCode.DeliveryNotFound);
        },
        ct);

    /// <exception cref="CommerceException">WEBHOOK_001.</exception>
    public Task<WebhookDelivery> TestAsync(long webhookId, CancellationToken ct) => transaction.ExecuteAsync(
        async (db, token) =>
        {
            if (!await db.Webhooks.AnyAsync(w => w.Id == webhookId, token))
            {
                throw new CommerceException(ErrorCode.WebhookNotFound);
            }

            var now = await clock.NowAsync(db, token);
            var test = new WebhookDelivery
            {
                WebhookId = webhookId,
                MessageId = $"test_{Guid.NewGuid():N}",
                OrderId = null,
                Type = WebhookMessage.TestType,
                Body = WebhookMessage.TestBody(now),
                CreatedAt = now,
                GiveUpAt = now, // One try will do.
                NextTryAt = now,
            };
            db.WebhookDeliveries.Add(test);
            await db.SaveChangesAsync(token);
            return await db.WebhookDeliveries.AsNoTracking()
                .SingleAsync(d => d.WebhookId == webhookId && d.MessageId == test.MessageId, token);
        },
        ct);
}
