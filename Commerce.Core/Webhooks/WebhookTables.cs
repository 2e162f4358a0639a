using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Webhooks;

internal sealed class WebhookTables : IEntityTypeConfiguration<Webhook>, IEntityTypeConfiguration<WebhookDelivery>
{
    private const int MessageIdLength = 50;
    private const int TypeLength = 30;

    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.ToTable("webhooks");
        builder.Ignore(w => w.EventTypes);
        builder.Property(w => w.Url).HasMaxLength(Webhook.MaxUrlLength);
        builder.Property(w => w.Types).HasMaxLength(Webhook.MaxTypesLength);
        builder.Property(w => w.Secret).HasMaxLength(Webhook.MaxSealedLength);
        builder.Property(w => w.FormerSecret).HasMaxLength(Webhook.MaxSealedLength);
    }

    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.LeavesIdUnread(d => d.Id);
        builder.Property(d => d.MessageId).HasMaxLength(MessageIdLength);
        builder.Property(d => d.Type).HasMaxLength(TypeLength);
        builder.Property(d => d.Body).HasMaxLength(WebhookDelivery.MaxBodyLength);
        builder.HasIndex(d => new { d.WebhookId, d.MessageId }).IsUnique(); // A webhook has one message for an event.
        builder.HasIndex(d => new { d.WebhookId, d.NextTryAt }); // What the worker scans.
        builder.HasIndex(d => new { d.WebhookId, d.OrderId }); // Whether an earlier one of the order waits.
        builder.HasIndex(d => d.WebhookId); // The list, newest first.
        builder.HasIndex(d => d.CreatedAt); // What retention scans.
    }
}
