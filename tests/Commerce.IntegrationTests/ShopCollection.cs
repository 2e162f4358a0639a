namespace Commerce.IntegrationTests;

/// <summary>The tests of this collection share one running stack.</summary>
[CollectionDefinition]
public sealed class ShopCollection : ICollectionFixture<Shop>;
