namespace Commerce.Core.Persistence;

/// <summary>
/// The database cannot be used for now, through no fault of the request. Nothing more was recorded than <see cref="OrderId"/> says; whoever
/// asked may ask again later.
/// </summary>
public sealed class DatabaseUnavailableException(string reason, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>The order that was recorded before the database went away; null when nothing was recorded.</summary>
    public long? OrderId { get; init; }
}
