using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Commerce.Core.Persistence;

/// <summary>
/// Columns that the database fills and that whoever inserts the row has no use for. Read back, each costs a question a row; left unread,
/// rows of one table go in as one statement.
/// </summary>
internal static class UnreadColumns
{
    private static long _last;
    private static long _lastRising = long.MinValue / 2;

    /// <summary>
    /// What an id is in memory until the row is read: a number of its own, below zero, which is no row's. So nobody takes it for one.
    /// </summary>
    public static long NextUnreadId() => Interlocked.Decrement(ref _last);

    /// <summary>
    /// The same, rising: EF inserts the rows of a table in the order of these, and so their own ids rise as they were made.
    /// </summary>
    public static long NextRisingUnreadId() => Interlocked.Increment(ref _lastRising);

    /// <summary>The database counts the id up; an entity that was just inserted goes on with <see cref="NextUnreadId"/>.</summary>
    public static void LeavesIdUnread<TEntity>(this EntityTypeBuilder<TEntity> builder, Expression<Func<TEntity, long>> id)
        where TEntity : class
    {
        var property = builder.Property(id).ValueGeneratedNever().Metadata;
        property.SetValueGenerationStrategy(MySqlValueGenerationStrategy.IdentityColumn);
        property.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
    }

    /// <summary>The database computes the column, for its own use.</summary>
    public static void LeavesUnread(this PropertyBuilder builder)
    {
        var property = builder.ValueGeneratedNever().Metadata;
        property.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        property.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }
}
