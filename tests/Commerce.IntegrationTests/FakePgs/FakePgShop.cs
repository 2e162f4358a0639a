using Commerce.TestHost;
using Commerce.TestHost.Gateways;

namespace Commerce.IntegrationTests.FakePgs;

/// <summary>
/// A shop whose API and worker talk to a PG that answers anything. It never calls back by itself: the worker finds what was captured,
/// or the test sends a <see cref="Callbacks.SignedCallback"/>.
/// </summary>
public sealed class FakePgShop : Shop
{
    public FakePg Fake { get; } = FakePg.Start();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Fake.DisposeAsync();
    }

    /// <summary>The rules are queries over two databases, so the fake's books are written where the simulator keeps its own.</summary>
    public override async Task<IReadOnlyList<string>> BreachesAsync()
    {
        await using (var database = await OpenDatabaseAsync())
        {
            await Fake.Books.WriteAsync(database);
        }

        return await base.BreachesAsync();
    }

    protected override async ValueTask<CommerceStackOptions> OptionsAsync() => (await base.OptionsAsync())
        .With(StackResources.Api, "Pg__BaseAddress", Fake.Address.ToString())
        .With(StackResources.Worker, "Pg__BaseAddress", Fake.Address.ToString())
        .With(StackResources.Api, "Pg__HonoursIdempotencyKey", "false") // As the original.
        .With(StackResources.Worker, "Recovery__AbsenceGrace", "00:00:02")
        .With(StackResources.Worker, "Recovery__AbsenceRecheck", "00:00:00.5")
        .With(StackResources.Worker, "Payments__VoidCaseAfter", "00:00:02")
        .With(StackResources.Worker, "Payments__FruitlessVoids", "3")
        .With(StackResources.Worker, "Outbox__FirstGap", "00:00:00.2")
        .With(StackResources.Worker, "Outbox__LongestGap", "00:00:01");
}
