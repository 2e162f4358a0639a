using Commerce.Core.Errors;
using Commerce.Core.Events;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Webhooks;

/// <summary>Changes a webhook: what it is, its secret, or that it is.</summary>
public sealed class ChangeWebhook(
    DatabaseTransaction transaction,
    NumberEvents number,
    WebhookAddress address,
    SealSecret seal,
    IOptions<WebhookOptions> options,
    IDatabaseClock clock)
{
    /// <summary>
    /// Its secret stays. What is written down already is sent to the new address; what happened while it was switched off is not told.
    /// </summary>
    /// <param name="ensure">Looks at it as it is, while nobody else can change it, and throws when it is not to be changed.</param>
    /// <exception cref="CommerceException">400 for what cannot be, WEBHOOK_001, and what <paramref name="ensure"/> throws.</exception>
    public async Task<Webhook> UpdateAsync(long id, WebhookForm form, Func<Webhook, Task> ensure, CancellationToken ct)
    {
        var fields = new FieldChecks();
        var (url, types) = (fields.Read(() => address.Checked(form.Url)), fields.Read(form.CheckedTypes));
        fields.ThrowIfAny();
        await number.ExecuteAsync(ct);
        return await ChangeAsync(
            id,
            async (db, _, webhook, token) =>
            {
                await ensure(webhook);
                webhook.PlannedThrough = webhook.Enabled ? webhook.PlannedThrough : await db.LastPositionAsync(token);
                (webhook.Url, webhook.Types, webhook.Enabled) = (url!, types!, form.Enabled);
            },
            ct);
    }

    /// <summary>The former secret signs as well for some time, so that the receiver can change over without a gap.</summary>
    /// <param name="secret">Null: one is made.</param>
    /// <returns>The new secret: this is the one time that it is told.</returns>
    /// <exception cref="CommerceException">400 for a secret that is none, WEBHOOK_001, WEBHOOK_002.</exception>
    public async Task<(Webhook Webhook, string Secret)> RotateAsync(long id, string? secret, CancellationToken ct)
    {
        var next = secret is null ? WebhookSigning.NewSecret() : WebhookSigning.Checked(secret);
        var sealedNext = seal.Seal(next);
        var changed = await ChangeAsync(
            id,
            (_, now, webhook, _) =>
            {
                (webhook.FormerSecret, webhook.FormerSecretUntil) = (webhook.Secret, now + options.Value.FormerSecretSigns);
                webhook.Secret = sealedNext;
                return Task.CompletedTask;
            },
            ct);
        return (changed, next);
    }

    /// <summary>What it was not told yet it is not told any more.</summary>
    /// <exception cref="CommerceException">WEBHOOK_001.</exception>
    public Task DeleteAsync(long id, CancellationToken ct) => transaction.ExecuteAsync(
        async (db, token) =>
        {
            var gone = await db.Webhooks.Where(w => w.Id == id).ExecuteDeleteAsync(token);
            await db.WebhookDeliveries.Where(d => d.WebhookId == id && d.NextTryAt != null).ExecuteDeleteAsync(token);
            return gone > 0 ? gone : throw new CommerceException(ErrorCode.WebhookNotFound);
        },
        ct);

    private Task<Webhook> ChangeAsync(
        long id, Func<CommerceDbContext, DateTimeOffset, Webhook, CancellationToken, Task> change, CancellationToken ct) =>
        transaction.ExecuteAsync(
            async (db, token) =>
            {
                var found = await db.Webhooks.FromSql($"SELECT * FROM webhooks WHERE id = {id} FOR UPDATE").ToListAsync(token);
                var webhook = found is [var one] ? one : throw new CommerceException(ErrorCode.WebhookNotFound);
                await change(db, await clock.NowAsync(db, token), webhook, token);
                return webhook;
            },
            ct);
}
