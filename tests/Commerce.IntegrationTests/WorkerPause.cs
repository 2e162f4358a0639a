using Commerce.TestHost;

namespace Commerce.IntegrationTests;

/// <summary>The worker stands still until this is disposed of: nobody looks at payments, delivers messages or retries callbacks.</summary>
internal sealed class WorkerPause : IDisposable
{
    private readonly Shop _shop;

    private WorkerPause(Shop shop) => _shop = shop;

    public static WorkerPause Of(Shop shop)
    {
        shop.Stack.Pause(StackResources.Worker);
        return new WorkerPause(shop);
    }

    public void Dispose() => _shop.Stack.Resume(StackResources.Worker);
}
