using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Core.Callbacks;

internal static class CallbacksRegistration
{
    /// <summary>What works off the callbacks that are stored.</summary>
    public static void AddCallbackInbox(this IServiceCollection services)
    {
        services.AddValidatedOptions<InboxOptions>(InboxOptions.Section);
        services.AddSingleton<RecordCallback>();
        services.AddSingleton<RecordFailedCallback>();
        services.AddSingleton<ApplyCallback>();
        services.AddSingleton<HandleCallback>();
        services.AddSingleton<RetryCallbacks>();
    }

    /// <summary>What takes callbacks in.</summary>
    public static void AddCallbackReceiver(this IServiceCollection services)
    {
        services.AddSingleton<AdmitCaller>();
        services.AddSingleton<UnprovenCallbackLimit>();
        services.AddSingleton<RejectedSample>();
        services.AddSingleton<HastenLookup>();
        services.AddSingleton<ReceiveCallback>();
    }
}
