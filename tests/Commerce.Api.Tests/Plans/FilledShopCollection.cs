namespace Commerce.Api.Tests.Plans;

[CollectionDefinition(Name)]
public sealed class FilledShopCollection : ICollectionFixture<FilledShop>
{
    public const string Name = "filled shop";
}
