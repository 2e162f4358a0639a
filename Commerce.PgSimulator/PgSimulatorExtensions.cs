using Commerce.PgSimulator.Books;
using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Compatibility;
using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Idempotency;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Storage;
using Commerce.PgSimulator.TestCards;
using Commerce.PgSimulator.Wire;
using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator;

/// <summary>Puts the gateway together.</summary>
internal static class PgSimulatorExtensions
{
    private const long LargestBody = 1 << 20; // A script of 10,000 outcomes takes a quarter of it.

    public static void AddPgSimulator(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);
        builder.Services.AddPaymentGatewayDatabase();
        AddFaults(builder.Services);
        AddCallbacks(builder.Services);
        AddPayments(builder.Services);
        AddBooks(builder.Services);
        AddDueWork(builder.Services);
    }

    /// <summary>The original's port, 8082, when nothing (URLS, HTTP_PORTS, Kestrel:Endpoints) says otherwise.</summary>
    public static void ListenOnOwnPortUnlessTold(this WebApplicationBuilder builder)
    {
        string[] keys = ["urls", "http_ports", "https_ports"];
        var told = keys.Any(key => !string.IsNullOrEmpty(builder.Configuration[key])) || builder.Configuration.GetSection("Kestrel:Endpoints").Exists();
        if (!told)
        {
            builder.WebHost.UseUrls("http://localhost:8082");
        }
    }

    public static void MapPgSimulator(this WebApplication app)
    {
        app.UseMiddleware<ErrorAnswers>();
        app.UsePage();
        app.MapPayments();
        app.MapTestCards();
        app.MapFaults();
        app.MapBooks();
    }

    private static void AddFaults(IServiceCollection services)
    {
        services.AddValidatedOptions<FaultOptions>(FaultOptions.Section);
        services.AddSingleton<FaultControl>();
        services.AddSingleton<OutcomePolicy>();
        services.AddSingleton<FaultyAnswer>();
    }

    private static void AddCallbacks(IServiceCollection services)
    {
        services.AddValidatedOptions<CallbackOptions>(CallbackOptions.Section);
        services.AddSingleton<IValidateOptions<CallbackOptions>, CallbackSecret.Validator>();
        services.AddSingleton<CallbackTargets>();
        services.AddSingleton<CallbackSignature>();
        services.AddSingleton<CallbackQueue>();
        services.AddSingleton<SendCallback>();
        services.AddHttpClient(SendCallback.HttpClient, Configure).ConfigurePrimaryHttpMessageHandler(Handler).RemoveAllLoggers();
    }

    private static void AddPayments(IServiceCollection services)
    {
        services.AddSingleton<PaymentStore>();
        services.AddSingleton<IntentStore>();
        services.AddSingleton<RequestPayment>();
        services.AddSingleton<ProcessPayment>();
        services.AddSingleton<LookUpPayment>();
        services.AddSingleton<CancelPayment>();
    }

    private static void AddBooks(IServiceCollection services)
    {
        services.AddSingleton<BookStore>();
        services.AddSingleton<LatestTransactions>();
    }

    private static void AddDueWork(IServiceCollection services)
    {
        services.AddValidatedOptions<CompatibilityOptions>(CompatibilityOptions.Section);
        services.AddHostedService<ForgetDueWork>();
        services.AddValidatedOptions<RetentionOptions>(RetentionOptions.Section);
        services.AddSingletonHosted<DeleteExpired>();
        services.AddSingletonHosted<DueCallbacks>();
        services.AddSingletonHosted<DueApprovals>();
        services.AddSingletonHosted<WorkerThreads>();
        services.AddSingleton<IApprovalSchedule>(provider =>
            provider.GetRequiredService<IOptions<CompatibilityOptions>>().Value.HasWorkers
                ? provider.GetRequiredService<WorkerThreads>()
                : provider.GetRequiredService<DueApprovals>());
    }

    private static void AddSingletonHosted<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }

    private static void Configure(IServiceProvider provider, HttpClient client) =>
        client.Timeout = TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<CallbackOptions>>().Value.TimeoutSeconds);

    // A redirect could lead out of the allow-list.
    private static SocketsHttpHandler Handler() => new() { AllowAutoRedirect = false, UseCookies = false, UseProxy = false };
}
