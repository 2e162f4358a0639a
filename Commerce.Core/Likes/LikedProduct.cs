using Commerce.Core.Products;

namespace Commerce.Core.Likes;

/// <summary>A like and what is liked, as it is today.</summary>
public sealed record LikedProduct(Like Like, Product Product);
