using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Products;

internal sealed class BrandTable : IEntityTypeConfiguration<Brand>
{
    public void Configure(EntityTypeBuilder<Brand> builder)
    {
        builder.ToTable("brands");
        builder.Property(b => b.Name).HasMaxLength(100);
        builder.Property(b => b.Description).HasMaxLength(500);
    }
}

internal sealed class ProductTable : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        // The last line of defence: even a statement that forgot to ask cannot sell what is not there.
        builder.ToTable("products", table => table.HasCheckConstraint("ck_products_stock", "stock >= 0"));
        builder.Property(p => p.Name).HasMaxLength(200);
        builder.Property(p => p.Description).HasMaxLength(500);
        // What the catalogue is sorted by, all of it and each brand's part: MySQL ends every index with the id, which settles ties.
        builder.HasIndex(p => p.CreatedAt);
        builder.HasIndex(p => p.Price);
        builder.HasIndex(p => p.LikesCount);
        builder.HasIndex(p => new { p.BrandId, p.CreatedAt });
        builder.HasIndex(p => new { p.BrandId, p.Price });
        builder.HasIndex(p => new { p.BrandId, p.LikesCount });
    }
}
