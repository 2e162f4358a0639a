using System.ComponentModel.DataAnnotations;

namespace Commerce.PgSimulator.Faults;

/// <summary>What a dial may be set to.</summary>
/// <param name="allowed">The range in words, such as <c>from 0 to 1</c>.</param>
internal abstract class DialAttribute(double least, double most, string allowed) : RangeAttribute(least, most)
{
    /// <summary>The range in words.</summary>
    public string Allowed => allowed;

    public override string FormatErrorMessage(string name) => $"it must be {allowed}.";
}
