using System.ComponentModel.DataAnnotations;

namespace Commerce.PgSimulator.Faults;

/// <summary>A share: 0 is never, 1 is always.</summary>
internal sealed class RateAttribute() : RangeAttribute(0.0, 1.0)
{
    public override string FormatErrorMessage(string name) => "it must be from 0 to 1.";
}
