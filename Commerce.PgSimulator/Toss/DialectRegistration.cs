using Commerce.PgSimulator.Due;
using Commerce.PgSimulator.Retention;
using Commerce.PgSimulator.Toss.Books;
using Commerce.PgSimulator.Toss.Flow;
using Commerce.PgSimulator.Toss.Idempotency;
using Commerce.PgSimulator.Toss.Payments;
using Commerce.PgSimulator.Toss.Webhooks;
using Commerce.PgSimulator.Toss.Window;
using Commerce.PgSimulator.Toss.Wire;
using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Toss;

internal static class DialectRegistration
{
    /// <summary>Adds the second dialect, with the first one's dice, faults, callbacks and database.</summary>
    public static void AddToss(this IServiceCollection services)
    {
        services.AddValidatedOptions<TossDialectOptions>(TossDialectOptions.Section);
        services.AddValidatedOptions<TossDials>(TossDials.Section);
        services.AddSingleton<TossDialControl>();
        services.AddSingleton(TossTables.Part);
        services.AddSingleton<WindowPaymentStore>();
        services.AddSingleton<PaymentKeys>();
        services.AddSingleton<KeyedCallStore>();
        services.AddSingleton<IdempotentCalls>();
        services.AddSingleton<ConfirmWindowPayment>();
        services.AddSingleton<CaptureWindowPayment>();
        services.AddSingleton<RefuseWindowPayment>();
        services.AddSingleton<CancelWindowPayment>();
        services.AddSingleton<LookUpWindowPayment>();
        services.AddSingleton<ReadTransactions>();
        services.AddSingleton<OpenWindow>();
        services.AddSingleton<LeaveWindow>();
        services.AddSingleton<WebhookQueue>();
        services.AddSingleton<SendTossWebhook>();
        services.AddSingleton<TellMerchant>();
        services.AddSingletonHosted<DueWebhooks>();
        services.AddSingletonHosted<DueExpiries>();
        services.AddSingleton(provider => new ExpiredRows(
            KeyedCallStore.DeleteOldest, _ => provider.GetRequiredService<IOptions<TossDialectOptions>>().Value.KeyLifetime));
        services.AddSingleton(new ExpiredRows(WebhookQueue.DeleteOldest, kept => TimeSpan.FromDays(kept.CallbackDays)));
    }
}
