namespace Commerce.IntegrationTests.Failover;

/// <summary>The tests of this collection share one stack on a group of three servers, and each leaves all three in it.</summary>
[KeepsInvariants]
[CollectionDefinition]
public sealed class GroupShopCollection : ICollectionFixture<GroupShop>;
