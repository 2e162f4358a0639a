namespace Commerce.IntegrationTests.FakePgs;

/// <summary>
/// The tests of this collection share one stack with a fake PG. Each makes the fake <see cref="TestHost.Gateways.FakePg.Honest"/> again
/// and leaves nothing under way. They run after the others: a third stack at the same time would be one too many.
/// </summary>
[KeepsInvariants]
[CollectionDefinition(DisableParallelization = true)]
public sealed class FakePgShopCollection : ICollectionFixture<FakePgShop>;
