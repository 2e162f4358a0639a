using Commerce.Core.Errors;
using Commerce.Core.Events;
using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Webhooks;

/// <summary>Makes a webhook, which is told of what happens from then on.</summary>
public sealed class CreateWebhook(
    DatabaseTransaction transaction, NumberEvents number, WebhookAddress address, SealSecret seal, IDatabaseClock clock)
{
    public const int Most = 100;

    /// <returns>The webhook, and its secret: this is the one time that it is told.</returns>
    /// <exception cref="CommerceException">
    /// 400 for what cannot be, WEBHOOK_002 without a key to seal with, WEBHOOK_003 for one too many.
    /// </exception>
    public async Task<(Webhook Webhook, string Secret)> ExecuteAsync(WebhookForm form, CancellationToken ct)
    {
        var fields = new FieldChecks();
        var (url, types) = (fields.Read(() => address.Checked(form.Url)), fields.Read(form.CheckedTypes));
        var secret = fields.Read(() => form.Secret is { } given ? WebhookSigning.Checked(given) : WebhookSigning.NewSecret());
        fields.ThrowIfAny();
        var sealedSecret = seal.Seal(secret!);
        await number.ExecuteAsync(ct); // What has happened before is not told.
        var made = await transaction.ExecuteAsync(
            async (db, token) =>
            {
                if (await db.Webhooks.CountAsync(token) >= Most)
                {
                    throw new CommerceException(ErrorCode.WebhooksTooMany);
                }

                var webhook = new Webhook
                {
                    Url = url!,
                    Types = types!,
                    Enabled = form.Enabled,
                    Secret = sealedSecret,
                    PlannedThrough = await db.LastPositionAsync(token),
                    CreatedAt = await clock.NowAsync(db, token),
                };
                db.Webhooks.Add(webhook);
                return webhook;
            },
            ct);
        return (made, secret!);
    }
}
