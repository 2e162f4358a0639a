namespace Commerce.Core.Products;

public sealed class Brand
{
    public long Id { get; private set; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
