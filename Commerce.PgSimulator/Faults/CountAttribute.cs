namespace Commerce.PgSimulator.Faults;

/// <summary>A number of times.</summary>
internal sealed class CountAttribute(int least, int most) : DialAttribute(least, most, $"from {least} to {most}");
