namespace Commerce.Core.Products;

public enum ProductSort
{
    Latest,
    PriceAsc,
    LikesDesc,
}
