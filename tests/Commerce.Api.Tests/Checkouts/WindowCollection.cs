namespace Commerce.Api.Tests.Checkouts;

/// <summary>Tests that share one shop. Each has orders of its own, and closes the circuits that it has opened.</summary>
[CollectionDefinition(nameof(WindowCollection))]
public sealed class WindowCollection : ICollectionFixture<WindowShop>;
