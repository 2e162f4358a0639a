using Commerce.PgSimulator.Due;
using Commerce.PgSimulator.Idempotency;

namespace Commerce.PgSimulator.Flow;

internal static class FlowRegistration
{
    public static void AddPaymentFlow(this IServiceCollection services)
    {
        services.AddSingleton<PaymentStore>();
        services.AddSingleton<IntentStore>();
        services.AddSingleton<RequestPayment>();
        services.AddSingleton<ProcessPayment>();
        services.AddSingleton<LookUpPayment>();
        services.AddSingleton<CancelPayment>();
        services.AddSingletonHosted<DueApprovals>();
    }
}
