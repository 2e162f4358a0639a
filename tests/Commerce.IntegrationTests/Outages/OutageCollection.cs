namespace Commerce.IntegrationTests.Outages;

/// <summary>One stack of their own for the tests that take the database away: nobody else can work meanwhile.</summary>
[CollectionDefinition]
public sealed class OutageCollection : ICollectionFixture<OutageShop>;
