using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Likes;

internal sealed class LikeTable : IEntityTypeConfiguration<Like>
{
    public void Configure(EntityTypeBuilder<Like> builder)
    {
        builder.ToTable("likes");

        // Liking twice is liking once. The product comes first: only one index must begin with the member, or a list may be sorted anew.
        builder.HasIndex(l => new { l.ProductId, l.MemberId }).IsUnique();
        builder.HasIndex(l => new { l.MemberId, l.Id }); // How a member reads them.
    }
}
