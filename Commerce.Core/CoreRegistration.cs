using Commerce.Core.Backlog;
using Commerce.Core.Coupons;
using Commerce.Core.CustomerService;
using Commerce.Core.Idempotency;
using Commerce.Core.Likes;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.Outbox;
using Commerce.Core.Payments;
using Commerce.Core.Payments.Callbacks;
using Commerce.Core.Payments.Gateways;
using Commerce.Core.Payments.Gateways.Simulator;
using Commerce.Core.Persistence;
using Commerce.Core.Points;
using Commerce.Core.Products;
using Commerce.Core.Reconciliation;
using Commerce.Core.Retention;
using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Commerce.Core;

/// <summary>Puts the use cases into a process: the API and the worker both call this.</summary>
public static class CoreRegistration
{
    public static TBuilder AddCommerceCore<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddPersistence();
        builder.AddSimulatorPaymentGateways();
        builder.Services.AddSingleton<PaymentGateways>();
        builder.Services.AddValidatedOptions<ReconciliationOptions>(ReconciliationOptions.Section);

        builder.Services.AddSingleton<JoinMember>();
        builder.Services.AddSingleton<FindMember>();
        builder.Services.AddSingleton<ChargePoints>();
        builder.Services.AddSingleton<ListPointEntries>();
        builder.Services.AddSingleton<FindBrand>();
        builder.Services.AddSingleton<ListProducts>();
        builder.Services.AddSingleton<FindProduct>();
        builder.Services.AddSingleton<LikeProduct>();
        builder.Services.AddSingleton<UnlikeProduct>();
        builder.Services.AddSingleton<ListLikes>();
        builder.Services.AddSingleton<ClaimCoupon>();
        builder.Services.AddSingleton<ListCoupons>();
        builder.Services.AddSingleton<PlaceOrder>();
        builder.Services.AddSingleton<FindOrder>();
        builder.Services.AddSingleton<CancelOrder>();
        builder.Services.AddSingleton<ListOrders>();

        builder.Services.AddActivatedSingleton<OrderTelemetry>(); // At start: a counter that is not there yet cannot be seen to rise.
        builder.Services.AddActivatedSingleton<PaymentTelemetry>();
        builder.Services.AddActivatedSingleton<IdempotencyTelemetry>();

        builder.Services.AddValidatedOptions<IdempotencyOptions>(IdempotencyOptions.Section);
        builder.Services.AddSingleton<FindAnswer>();
        builder.Services.AddSingleton<KeepAnswer>();

        builder.Services.AddSingleton<LookSchedule>();
        builder.Services.AddValidatedOptions<PaymentOptions>(PaymentOptions.Section);
        builder.Services.AddSingleton<RequestPayment>();
        builder.Services.AddSingleton<ApplyPaymentResult>();
        builder.Services.AddSingleton<ReadPayment>();
        builder.Services.AddSingleton<ConfirmPayment>();
        builder.Services.AddSingleton<LookUpPayment>();
        builder.Services.AddSingleton<RecordUndoneVoid>();
        builder.Services.AddSingleton<RecordFruitlessVoid>();
        builder.Services.AddSingleton<VoidPayment>();
        builder.Services.AddSingleton<PgBudget>();
        builder.Services.AddSingleton<ConfirmForMember>();
        builder.Services.AddSingleton<PullLooksForward>();
        builder.Services.AddSingleton<RecordFailedLook>();
        builder.Services.AddSingleton<ReconcilePayments>();
        builder.Services.AddSingleton<SweepStaleOrders>();
        builder.Services.AddSingleton<ApplyPgRecord>();
        builder.Services.AddValidatedOptions<InboxOptions>(InboxOptions.Section);
        builder.Services.AddSingleton<CheckEndedPayment>();
        builder.Services.AddSingleton<RecordCallback>();
        builder.Services.AddSingleton<RecordFailedCallback>();
        builder.Services.AddSingleton<HandleCallback>();
        builder.Services.AddSingleton<RetryCallbacks>();
        builder.Services.AddSingleton<FindPayment>();
        builder.Services.AddSingleton<ListPayments>();

        builder.Services.AddReconciliation();

        builder.Services.AddValidatedOptions<RetentionOptions>(RetentionOptions.Section);
        builder.Services.AddSingleton<DeleteExpired>();

        builder.Services.AddValidatedOptions<OutboxOptions>(OutboxOptions.Section);
        builder.Services.AddSingleton<RecordDelivery>();
        builder.Services.AddSingleton<DeliverOutbox>();
        builder.Services.AddValidatedOptions<CustomerServiceOptions>(CustomerServiceOptions.Section);
        builder.Services.AddSingleton<NotifyCase>();
        builder.Services.AddSingleton<ListCases>();
        builder.Services.AddSingleton<ResolveCase>();
        return builder;
    }

    /// <summary>
    /// For the process that tells what is waiting: one kind of process, the worker, reads the database for it, however many there are of
    /// the others.
    /// </summary>
    public static TBuilder AddBacklogGauges<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddValidatedOptions<BacklogOptions>(BacklogOptions.Section);
        builder.Services.AddSingleton<ReadBacklog>();
        builder.Services.AddActivatedSingleton<BacklogGauges>();
        return builder;
    }

    /// <summary>For the process that gateways call back: it has to tell their callbacks from anybody else's.</summary>
    public static TBuilder AddCallbacks<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.RequireCallbackSecrets();
        builder.Services.AddSingleton<UnprovenCallbackLimit>();
        builder.Services.AddSingleton<RejectedSample>();
        builder.Services.AddSingleton<HastenLook>();
        builder.Services.AddSingleton<ReceiveCallback>();
        return builder;
    }
}
