using System.ComponentModel.DataAnnotations;

namespace Commerce.Core.Persistence;

/// <summary>How the database is prepared at start and shared out. Configuration section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";
    public const string ConnectionName = "commerce";
    public const string ConnectionKey = $"ConnectionStrings:{ConnectionName}";

    internal static readonly TimeSpan WaitForSeveral = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Applies pending migrations at start. Default: in Development, which alone accepts it; elsewhere <c>--migrate</c> of the API does,
    /// and a start without them fails.
    /// </summary>
    public bool? MigrateAtStart { get; set; }

    /// <summary>Fills an empty database with demo members, products and coupons. Default: in Development only.</summary>
    public bool? DemoData { get; set; }

    /// <summary>
    /// How many transactions run at once in one process; further ones wait without a connection. 1 to 1000. Default: two a
    /// processor, at most half the connection pool. More pays when the database is far away or has many more processors.
    /// </summary>
    [Range(1, 1000)]
    public int? TransactionsAtOnce { get; set; }

    /// <summary>
    /// How long opening a connection may take, the wait for a free one of the pool included. 1 s to 1 min, in whole seconds; default 3 s.
    /// It replaces what the connection string says.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long a statement may take before it is given up and answered as an outage. 1 s to 10 min, in whole seconds; default 10 s. It
    /// replaces what the connection string says.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// For how long a transaction that lost its server runs again, and whoever needs a server waits for the primary, from when it was lost;
    /// after that the answer is that the database is away. 0 to 1 min. Default: 5 s when the connection string names several servers, 0
    /// when it names one, which is then the only one there is. A proxy in front of several is one: give it a time then.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan? FailoverWait { get; set; }

    /// <summary>Where is read what may be a little old: products and brands as the catalogue shows them. Default: the primary.</summary>
    public StaleReads StaleReads { get; set; }

    /// <summary>How long a transaction waits for its turn before it is given up. 100 ms to 1 min; default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The same for a transaction that begins new work, such as an order: it has stored nothing yet and can come again, so it is told
    /// sooner. 100 ms to 1 min; default 4 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan NewWorkTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How many transactions may wait for their turn; a further one is given up at once. 1 to 100,000; default 2,000.</summary>
    [Range(1, 100_000)]
    public int QueueLimit { get; set; } = 2_000;
}
