using System.ComponentModel.DataAnnotations;

namespace Commerce.PgSimulator.Faults;

/// <summary>A number of times.</summary>
internal sealed class CountAttribute(int least, int most) : RangeAttribute(least, most)
{
    public override string FormatErrorMessage(string name) => $"it must be from {Minimum} to {Maximum}.";
}
