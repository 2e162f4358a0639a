using System.Globalization;

namespace Commerce.CircuitBreaker.Tests.Replay;

/// <summary>The <c>cfg</c> line of a trace. What it leaves out is the breaker of the specification.</summary>
internal sealed class TraceSettings
{
    private readonly Dictionary<string, string> _given;

    public TraceSettings(string[] words) =>
        _given = words.Skip(1).Select(word => word.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

    public DateTimeOffset Start => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(_given["start"], CultureInfo.InvariantCulture));

    public SlidingWindowCircuitBreakerStrategyOptions<string> ToOptions() => new()
    {
        WindowType = _given.GetValueOrDefault("type") == "count" ? SlidingWindowType.Count : SlidingWindowType.Time,
        WindowSize = Whole("win", 30),
        MinimumNumberOfCalls = Whole("min", 20),
        FailureRateThreshold = Percent("fr", 60),
        SlowCallRateThreshold = Percent("sr", 50),
        SlowCallDurationThreshold = TimeSpan.FromMilliseconds(Whole("slow", 2_000)),
        OpenDuration = TimeSpan.FromMilliseconds(Whole("wait", 10_000)),
        PermittedCallsInHalfOpen = Whole("ho", 5),
        HalfOpenTimeLimit = TimeSpan.FromMilliseconds(Whole("homax", 0)),
        AutomaticHalfOpen = Whole("auto", 1) == 1,
    };

    private int Whole(string key, int otherwise) =>
        _given.TryGetValue(key, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private float Percent(string key, float otherwise) =>
        _given.TryGetValue(key, out var text) ? float.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
