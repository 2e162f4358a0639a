using Commerce.Core.Members;

namespace Commerce.Core.Likes;

/// <summary>A member likes a product; there is one of these or none.</summary>
public sealed class Like
{
    public long Id { get; private set; }

    public required MemberId MemberId { get; init; }

    public required long ProductId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
