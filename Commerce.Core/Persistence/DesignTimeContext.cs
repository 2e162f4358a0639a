using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Commerce.Core.Persistence;

/// <summary>Gives <c>dotnet ef</c> a context without a database: migrations are written against MySQL 8.4 and run on MariaDB too.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<CommerceDbContext>
{
    public CommerceDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<CommerceDbContext>()
            .UseMySql("Server=localhost;Database=commerce", new MySqlServerVersion(new Version(8, 4, 0)))
            .Options);
}
