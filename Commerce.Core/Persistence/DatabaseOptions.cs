namespace Commerce.Core.Persistence;

/// <summary>How the database is prepared at start. Configuration section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";
    public const string ConnectionName = "commerce";
    public const string ConnectionKey = $"ConnectionStrings:{ConnectionName}";

    /// <summary>Applies pending migrations at start. Default: in Development only.</summary>
    public bool? MigrateAtStart { get; set; }

    /// <summary>Fills an empty database with demo members, products and coupons. Default: in Development only.</summary>
    public bool? DemoData { get; set; }
}
