using System.ComponentModel.DataAnnotations;

namespace Commerce.PgSimulator.Faults;

/// <summary>A delay in milliseconds, up to ten minutes.</summary>
internal sealed class DelayAttribute() : RangeAttribute(0, LongestMs)
{
    private const int LongestMs = 600_000;

    public override string FormatErrorMessage(string name) => $"it must be from 0 to {LongestMs} (milliseconds).";
}
