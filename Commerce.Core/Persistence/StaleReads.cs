namespace Commerce.Core.Persistence;

/// <summary>Where is read what may be a little old.</summary>
public enum StaleReads
{
    /// <summary>From the primary, like everything else.</summary>
    Primary,

    /// <summary>From the secondaries, which take turns, and from the primary while there is none.</summary>
    Secondaries,
}
