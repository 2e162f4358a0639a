using Commerce.TestHost;

namespace Commerce.IntegrationTests;

/// <summary>A process that is frozen until this is disposed of, however the test ends.</summary>
internal sealed class Standstill : IDisposable
{
    private readonly Shop _shop;
    private readonly string _resource;

    private Standstill(Shop shop, string resource)
    {
        (_shop, _resource) = (shop, resource);
        shop.Stack.Pause(resource);
    }

    /// <summary>Nobody looks at payments, delivers messages or retries callbacks.</summary>
    public static Standstill OfWorker(Shop shop) => new(shop, StackResources.Worker);

    /// <summary>The PG takes connections and answers nothing.</summary>
    public static Standstill OfPg(Shop shop) => new(shop, StackResources.PgSimulator);

    public void Dispose() => _shop.Stack.Resume(_resource);
}
