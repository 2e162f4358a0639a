namespace Commerce.IntegrationTests;

/// <summary>The tests of this collection share one running stack, and each leaves it in order.</summary>
[KeepsInvariants]
[CollectionDefinition]
public sealed class ShopCollection : ICollectionFixture<Shop>;
