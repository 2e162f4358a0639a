namespace Commerce.IntegrationTests.FakePgs;

/// <summary>
/// The tests of this collection share one stack with a fake PG. Each makes the fake <see cref="TestHost.Gateways.FakePg.Honest"/> again
/// and leaves nothing under way.
/// </summary>
[KeepsInvariants]
[CollectionDefinition]
public sealed class FakePgShopCollection : ICollectionFixture<FakePgShop>;
