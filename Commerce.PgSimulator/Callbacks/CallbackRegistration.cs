using Commerce.PgSimulator.Due;
using Commerce.ServiceDefaults.Configuration;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Callbacks;

internal static class CallbackRegistration
{
    public static void AddCallbacks(this IServiceCollection services)
    {
        services.AddValidatedOptions<CallbackOptions>(CallbackOptions.Section);
        services.AddSingleton<IValidateOptions<CallbackOptions>, CallbackSecret.Validator>();
        services.AddSingleton<CallbackTargets>();
        services.AddSingleton<CallbackSignature>();
        services.AddSingleton<CallbackQueue>();
        services.AddSingleton<PostCopies>();
        services.AddSingleton<SendCallback>();
        services.AddSingletonHosted<DueCallbacks>();
        services.AddHttpClient(PostCopies.HttpClient, Configure).ConfigurePrimaryHttpMessageHandler(Handler).RemoveAllLoggers();
    }

    private static void Configure(IServiceProvider provider, HttpClient client) =>
        client.Timeout = TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<CallbackOptions>>().Value.TimeoutSeconds);

    // A redirect could lead out of the allow-list.
    private static SocketsHttpHandler Handler() => new() { AllowAutoRedirect = false, UseCookies = false, UseProxy = false };
}
