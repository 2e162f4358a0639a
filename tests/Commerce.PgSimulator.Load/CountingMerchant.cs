using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.PgSimulator.Load;

/// <summary>A merchant who agrees to every callback and counts them.</summary>
internal sealed class CountingMerchant : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _callbacks;

    private CountingMerchant(WebApplication app) => _app = app;

    public int Callbacks => Volatile.Read(ref _callbacks);

    public string Address =>
        _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();

    public static async Task<CountingMerchant> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var merchant = new CountingMerchant(builder.Build());
        merchant._app.Run(_ =>
        {
            Interlocked.Increment(ref merchant._callbacks);
            return Task.CompletedTask;
        });
        await merchant._app.StartAsync();
        return merchant;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
