using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.PaymentFlow;

internal static class PaymentFlowRegistration
{
    public static void AddPaymentFlow(this IServiceCollection services)
    {
        services.AddValidatedOptions<PaymentOptions>(PaymentOptions.Section);
        services.AddActivatedSingleton<PaymentTelemetry>();
        services.AddSingleton<RequestPayment>();
        services.AddSingleton<LearnKey>();
        services.AddSingleton<ApplyPaymentResult>();
        services.AddSingleton<ReadPayment>();
        services.AddSingleton<ConfirmAtWindow>();
        services.AddSingleton<ConfirmPayment>();
        services.AddSingleton<ConfirmForMember>();
        services.AddSingleton<FindDuplicates>();
        services.AddSingleton<LookUpPayment>();
        services.AddSingleton<ApplyGatewayRecord>();
        services.AddSingleton<CheckEndedPayment>();
        services.AddSingleton<VoidPayment>();
        services.AddSingleton<RecordUndoneVoid>();
        services.AddSingleton<RecordFruitlessVoid>();
        services.AddSingleton<FindPayment>();
        services.AddSingleton<ListPayments>();
    }
}
