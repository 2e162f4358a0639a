extern alias CommerceApi;

using Commerce.Api.Tests.Hosting;
using Commerce.Core.Gateways;
using Commerce.Core.Persistence;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.ThirdGateway;

/// <summary>An API with a database of its own and NicePay's shape of a gateway beside the simulator's, which nobody answers.</summary>
public sealed class NiceShop(RunningApi api) : IAsyncLifetime
{
    private NicePg? _pg;
    private HttpClient? _client;
    private WebApplicationFactory<CommerceApi::Program>? _shop;

    // Where there is no server the API's own client skips the test and says why.
    public HttpClient Client => _client ?? api.Client;

    internal NicePg Pg => _pg!;

    public async ValueTask InitializeAsync()
    {
        if (!api.HasServer)
        {
            return;
        }

        var database = await api.NewDatabaseAsync($"third_{Guid.NewGuid():N}"[..20]);
        _pg = await NicePg.StartAsync();
        _shop = new ApiFactory(database, new Uri("http://127.0.0.1:1")).WithWebHostBuilder(builder => builder.ConfigureTestServices(
            services =>
            {
                services.AddHttpClient(NiceGateway.GatewayName, client => client.BaseAddress = _pg.Address);
                services.AddSingleton(provider => new GatewayRoute(
                    new NiceGateway(provider.GetRequiredService<IHttpClientFactory>().CreateClient(NiceGateway.GatewayName)), Weight: 1));
            }));
        _client = _shop.CreateClient();
        _client.DefaultRequestHeaders.Add("X-USER-ID", "demo1");
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await (_shop?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_pg?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    public T Service<T>()
        where T : notnull => _shop!.Services.GetRequiredService<T>();

    public Task<T> InDatabaseAsync<T>(Func<CommerceDbContext, Task<T>> work) =>
        Service<DatabaseTransaction>().ExecuteAsync((db, _) => work(db), TestContext.Current.CancellationToken);
}
