using Commerce.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Commerce.Core.Tests.Persistence;

public sealed class MigrationsTests
{
    [Fact]
    public void The_migrations_lead_to_the_tables_that_the_features_describe()
    {
        using var db = new DesignTimeContext().CreateDbContext([]);
        Assert.False(db.Database.HasPendingModelChanges());
    }
}
