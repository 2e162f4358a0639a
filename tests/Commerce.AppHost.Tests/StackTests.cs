using Commerce.TestHost;

namespace Commerce.AppHost.Tests;

public sealed class StackTests
{
    [Fact]
    public async Task Comes_up_healthy_and_survives_what_happens_to_its_parts()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var stack = await CommerceStack.CreateAsync(cancellationToken: ct);
        using var api = stack.CreateClient(StackResources.Api);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await api.GetAsync("/health", ct)).StatusCode);
        await stack.KillAsync(StackResources.Api, ct);
        await stack.StartAsync(StackResources.Api, ct);
        await stack.KillAsync(StackResources.MySql, ct);
        await stack.StartAsync(StackResources.MySql, ct);
        await stack.RestartAsync(StackResources.MySql, ct);
        Assert.NotEmpty(stack.OutputOf(StackResources.MySql));
    }
}
