namespace Commerce.Api.Tests.Checkouts;

/// <summary>These tests share one shop in front of one Toss.</summary>
[CollectionDefinition]
public sealed class WindowShopCollection : ICollectionFixture<WindowShop>;
