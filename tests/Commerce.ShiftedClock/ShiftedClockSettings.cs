using System.Globalization;

namespace Commerce.ShiftedClock;

/// <summary>How a real process gets a clock that is set wrong.</summary>
public static class ShiftedClockSettings
{
    private const string AheadName = "COMMERCE_TEST_CLOCK_AHEAD";

    /// <summary>The environment variables of a process whose clock is so far ahead of the machine's.</summary>
    public static IEnumerable<(string Name, string Value)> Environment(TimeSpan ahead) =>
    [
        ("DOTNET_STARTUP_HOOKS", typeof(ShiftedClockSettings).Assembly.Location),
        (AheadName, ahead.ToString("c", CultureInfo.InvariantCulture)),
    ];

    /// <summary>Of this process; null: it is right.</summary>
    internal static TimeSpan? Ahead =>
        System.Environment.GetEnvironmentVariable(AheadName) is { } text
            ? TimeSpan.ParseExact(text, "c", CultureInfo.InvariantCulture)
            : null;
}
