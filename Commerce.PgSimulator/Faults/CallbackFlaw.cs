namespace Commerce.PgSimulator.Faults;

/// <summary>What is wrong with a callback that is sent.</summary>
internal enum CallbackFlaw
{
    None,
    WrongAmount,
    Truncated,
    Forged,
    Stale,
    Unsigned,
}
