using Commerce.Core.Backlog;
using Commerce.Core.Callbacks;
using Commerce.Core.Checkout;
using Commerce.Core.Circuits;
using Commerce.Core.Coupons;
using Commerce.Core.CustomerService;
using Commerce.Core.Delivery;
using Commerce.Core.Events;
using Commerce.Core.Gateways;
using Commerce.Core.Gateways.Simulator;
using Commerce.Core.Gateways.Toss;
using Commerce.Core.Idempotency;
using Commerce.Core.Leases;
using Commerce.Core.Likes;
using Commerce.Core.Members;
using Commerce.Core.Orders;
using Commerce.Core.PaymentFlow;
using Commerce.Core.Persistence;
using Commerce.Core.Points;
using Commerce.Core.Products;
using Commerce.Core.Reconciliation;
using Commerce.Core.Recovery;
using Commerce.Core.Recovery.Schedule;
using Commerce.Core.Retention;
using Commerce.Core.Webhooks;
using Microsoft.Extensions.Hosting;

namespace Commerce.Core;

/// <summary>Puts the use cases into a process: the API and the worker both call this.</summary>
public static class CoreRegistration
{
    public static TBuilder AddCommerceCore<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddPersistence();
        builder.Services.AddLeases();
        builder.Services.AddEvents();
        builder.AddSimulatorPaymentGateways();
        builder.AddTossPaymentGateway();
        builder.Services.AddSharedCircuits();
        builder.Services.AddMembers();
        builder.Services.AddProducts();
        builder.Services.AddIdempotency();
        builder.Services.AddOrders();
        builder.Services.AddCoupons();
        builder.Services.AddLikes();
        builder.Services.AddCustomerService();
        builder.Services.AddRecoverySchedule();
        builder.Services.AddPoints();
        builder.Services.AddGateways();
        builder.Services.AddPaymentFlow();
        builder.Services.AddRecovery();
        builder.Services.AddCallbackInbox();
        builder.Services.AddCheckout();
        builder.Services.AddReconciliation();
        builder.Services.AddDelivery();
        builder.Services.AddWebhooks();
        builder.Services.AddRetention();
        return builder;
    }

    /// <summary>For a process that prepares the database and ends: of all that a shop needs, a connection string alone.</summary>
    public static TBuilder AddCommerceDatabase<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddDatabase();
        return builder;
    }

    /// <summary>
    /// For the process that tells what is waiting: one kind of process, the worker, reads the database for it, however many there are of
    /// the others.
    /// </summary>
    public static TBuilder AddBacklogGauges<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddBacklog();
        return builder;
    }

    /// <summary>For the process in which somebody waits for what happens to an order.</summary>
    public static TBuilder AddEventStreams<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddEventFollowing();
        return builder;
    }

    /// <summary>For the process that gateways call back: it has to tell their callbacks from anybody else's.</summary>
    public static TBuilder AddCallbacks<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.RequireCallbackSecrets();
        builder.Services.AddCallbackReceiver();
        return builder;
    }
}
