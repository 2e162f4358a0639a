namespace Commerce.Core.Products;

public sealed class Product
{
    public long Id { get; private set; }

    public required long BrandId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Won, more than zero.</summary>
    public required long Price { get; init; }

    /// <summary>Pieces on hand, never below zero. Taken by <see cref="Products.Stock"/> only.</summary>
    public required int Stock { get; init; }

    /// <summary>How many members like it, never below zero. Moved by <see cref="Likes.LikeProduct"/> and its opposite only.</summary>
    public int LikesCount { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
