namespace Commerce.PgSimulator.Due;

internal static class HostedRegistration
{
    /// <summary>Adds what runs in the background and is called by others as well: one instance for both.</summary>
    public static void AddSingletonHosted<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
