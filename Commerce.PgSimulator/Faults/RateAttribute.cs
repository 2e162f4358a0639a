namespace Commerce.PgSimulator.Faults;

/// <summary>A share: 0 is never, 1 is always.</summary>
internal sealed class RateAttribute() : DialAttribute(0, 1, "from 0 to 1");
