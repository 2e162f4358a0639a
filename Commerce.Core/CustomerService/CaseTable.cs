using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.CustomerService;

internal sealed class CaseTable : IEntityTypeConfiguration<CustomerServiceCase>
{
    public void Configure(EntityTypeBuilder<CustomerServiceCase> builder)
    {
        builder.ToTable("cs_cases");
        builder.Ignore(c => c.Subject);
        builder.Property(c => c.Detail).HasMaxLength(CustomerServiceCase.MaxDetailLength);
        builder.Property(c => c.Note).HasMaxLength(CustomerServiceCase.MaxNoteLength);
        builder.HasIndex(c => new { c.PaymentId, c.Reason }).IsUnique();
        builder.HasIndex(c => c.ResolvedAt);
    }
}
