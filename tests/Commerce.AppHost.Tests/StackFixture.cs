using Commerce.TestHost;

namespace Commerce.AppHost.Tests;

/// <summary>One stack for the tests of a class that leave it as they found it.</summary>
public sealed class StackFixture : IAsyncLifetime
{
    public CommerceStack Stack { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Stack = await CommerceStack.CreateAsync(
        cancellationToken: TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Stack.DisposeAsync();
}
