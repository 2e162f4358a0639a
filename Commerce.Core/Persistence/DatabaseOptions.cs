using System.ComponentModel.DataAnnotations;

namespace Commerce.Core.Persistence;

/// <summary>How the database is prepared at start and shared out. Configuration section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";
    public const string ConnectionName = "commerce";
    public const string ConnectionKey = $"ConnectionStrings:{ConnectionName}";

    /// <summary>Applies pending migrations at start. Default: in Development only.</summary>
    public bool? MigrateAtStart { get; set; }

    /// <summary>Fills an empty database with demo members, products and coupons. Default: in Development only.</summary>
    public bool? DemoData { get; set; }

    /// <summary>
    /// How many transactions run at once in one process; further ones wait without a connection. 1 to 1000. Default: one a
    /// processor, at most half the connection pool. More pays when the database is far away or has many more processors.
    /// </summary>
    [Range(1, 1000)]
    public int? TransactionsAtOnce { get; set; }
}
