using System.ComponentModel.DataAnnotations;

namespace Commerce.Api.Overload;

/// <summary>
/// How many requests of each kind one process works on at once, and how many more wait for that; what comes beyond is refused before
/// anything is read or stored. Configuration section <c>Overload</c>. Together with the orders being placed, the reads should leave
/// connections of the database's pool (100 by default) to callbacks.
/// </summary>
public sealed class OverloadOptions
{
    public const string Section = "Overload";

    /// <summary>
    /// Orders that are placed at once, the call to the PG included. 1 to 10,000; default 32, what two processors work off in half a
    /// second. More pays where the PG is slow to accept and the database has many processors.
    /// </summary>
    [Range(1, 10_000)]
    public int PlacingAtOnce { get; set; } = 32;

    /// <summary>Orders that wait to be placed. 0 to 10,000; default 32.</summary>
    [Range(0, 10_000)]
    public int PlacingQueue { get; set; } = 32;

    /// <summary>Requests about orders and payments that are there: read, cancel, confirm. 1 to 10,000; default 32.</summary>
    [Range(1, 10_000)]
    public int FollowUpAtOnce { get; set; } = 32;

    /// <summary>How many more of them wait. 0 to 10,000; default 256.</summary>
    [Range(0, 10_000)]
    public int FollowUpQueue { get; set; } = 256;

    /// <summary>Reads of products and brands at once. 1 to 10,000; default 32.</summary>
    [Range(1, 10_000)]
    public int CatalogueAtOnce { get; set; } = 32;

    /// <summary>How many more of them wait. 0 to 10,000; default 256.</summary>
    [Range(0, 10_000)]
    public int CatalogueQueue { get; set; } = 256;

    /// <summary>What members do besides at once: join, charge points, like, claim coupons. 1 to 10,000; default 16.</summary>
    [Range(1, 10_000)]
    public int MembersAtOnce { get; set; } = 16;

    /// <summary>How many more of them wait. 0 to 10,000; default 128.</summary>
    [Range(0, 10_000)]
    public int MembersQueue { get; set; } = 128;

    /// <summary>
    /// The longest wait that a refusal asks for. Those who are refused are told to come one after the other, at the rate at which the
    /// limit has let requests in lately; when that would be later than this, they are spread over the second half of it. 1 s to 10 min;
    /// default 1 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LongestRetryAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long the body of a limited request may take to come in, at most 64 KiB; after that it is answered 408. It counts against no
    /// limit meanwhile. 1 s to 10 min; default 10 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
