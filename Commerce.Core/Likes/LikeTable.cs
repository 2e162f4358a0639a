using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Likes;

internal sealed class LikeTable : IEntityTypeConfiguration<Like>
{
    public void Configure(EntityTypeBuilder<Like> builder)
    {
        builder.ToTable("likes");
        builder.HasIndex(l => new { l.MemberId, l.ProductId }).IsUnique(); // Liking twice is liking once.
    }
}
