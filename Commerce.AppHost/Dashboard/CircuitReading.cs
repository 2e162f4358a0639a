using System.Collections.Immutable;
using System.Globalization;

namespace Commerce.AppHost.Dashboard;

/// <summary>What a process says about one of its breakers, as far as the dashboard shows it.</summary>
internal sealed record CircuitReading(
    string Name,
    string State,
    DateTime Since,
    double? RetryAfterSeconds,
    double? FailureRate,
    double FailureRateThreshold,
    double? SlowCallRate,
    double SlowCallRateThreshold,
    long BufferedCalls,
    long FailedCalls,
    long SlowCalls,
    long NotPermittedCalls)
{
    /// <summary>The snapshot with this state; what Aspire keeps among the properties, such as the parent, stays.</summary>
    public CustomResourceSnapshot On(CustomResourceSnapshot snapshot) => snapshot with
    {
        State = new ResourceStateSnapshot(State, Style),
        StartTimeStamp = Since,
        Properties = Properties().Aggregate(snapshot.Properties, With),
    };

    private string Style => State switch
    {
        "CLOSED" => KnownResourceStateStyles.Success,
        "HALF_OPEN" => KnownResourceStateStyles.Warn,
        "OPEN" or "FORCED_OPEN" => KnownResourceStateStyles.Error,
        _ => KnownResourceStateStyles.Info,
    };

    private IEnumerable<ResourcePropertySnapshot> Properties() => new (string Name, string Title, object Value)[]
    {
        ("circuit.failureRate", "Failure rate", Rate(FailureRate, FailureRateThreshold)),
        ("circuit.slowCallRate", "Slow call rate", Rate(SlowCallRate, SlowCallRateThreshold)),
        ("circuit.bufferedCalls", "Calls in the window", BufferedCalls),
        ("circuit.failedCalls", "Failed calls", FailedCalls),
        ("circuit.slowCalls", "Slow calls", SlowCalls),
        ("circuit.notPermittedCalls", "Calls refused", NotPermittedCalls),
        ("circuit.retryAfter", "Time to half-open", RetryAfterSeconds is { } seconds ? Text($"{Math.Ceiling(seconds)} s") : "-"),
    }.Select((property, index) =>
        new ResourcePropertySnapshot(property.Name, property.Value)
        { DisplayName = property.Title, SortOrder = index, IsHighlighted = true });

    // Below the least number of calls no rate is known.
    private static string Rate(double? rate, double threshold) =>
        rate is >= 0 ? Text($"{rate:0.#} % (opens at {threshold:0.#} %)") : Text($"not known yet (opens at {threshold:0.#} %)");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static ImmutableArray<ResourcePropertySnapshot> With(
        ImmutableArray<ResourcePropertySnapshot> all, ResourcePropertySnapshot one) =>
        [.. all.Where(property => property.Name != one.Name), one];
}
