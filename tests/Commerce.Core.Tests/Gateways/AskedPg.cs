using Commerce.Core.Gateways;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Commerce.TestHost.Gateways;

namespace Commerce.Core.Tests.Gateways;

/// <summary>A PG that answers as it is told, and the gateway that asks it for one payment of 5,000 won.</summary>
internal sealed class AskedPg : IAsyncDisposable
{
    public static readonly GatewayRequest Request = new(
        new MemberId("demo1"), PaymentId: 7, OrderId: 1, Card.Parse("SAMSUNG", "1234-5678-9814-1451"), Amount: 5_000);

    /// <summary>What the request's order is called there.</summary>
    public static readonly MerchantOrderId Name = new("ORDER000001");

    public static readonly (string Key, string Value) Idempotent = ("Pg:HonoursIdempotencyKey", "true");

    private GatewayHost? _host;

    private AskedPg(ScriptedPg pg) => Pg = pg;

    public ScriptedPg Pg { get; }

    public static async Task<AskedPg> StartAsync() => new(await ScriptedPg.StartAsync());

    public Task<GatewayResult> RequestAsync(params (string Key, string Value)[] settings) =>
        Gateway(settings).RequestAsync(Request, TestContext.Current.CancellationToken);

    public IDirectGateway Gateway(params (string Key, string Value)[] settings) => Gateway("simulator", settings);

    public IDirectGateway Gateway(string name, params (string Key, string Value)[] settings) =>
        (_host = new GatewayHost(Pg.Address, settings)).Of(name);

    /// <summary>Of the gateway that was asked for last.</summary>
    public int WeightOf(string name) => _host!.RouteOf(name).Weight;

    public async ValueTask DisposeAsync()
    {
        await Pg.DisposeAsync();
        _host?.Dispose();
    }
}
