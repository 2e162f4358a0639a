using CsCheck;

namespace Commerce.CircuitBreaker.Tests.Model;

/// <summary>The settings of one random run, in milliseconds where they are times.</summary>
internal sealed record ModelSettings(
    SlidingWindowType Type,
    int Size,
    int Minimum,
    float FailureRate,
    float SlowRate,
    int SlowAfter,
    int Wait,
    int Permits,
    int HalfOpenLimit,
    bool Automatic,
    double Multiplier)
{
    public const int MaxWait = 5_000;

    public bool InFlight { get; init; }

    public int Phase { get; init; }

    public static Gen<ModelSettings> Any { get; } = Gen.Select(
        Gen.Select(Gen.Enum<SlidingWindowType>(), Gen.Int[1, 12], Gen.Int[1, 8]),
        Gen.Select(Gen.OneOf(1f, 20f, 33.333332f, 50f, 60f, 100f), Gen.OneOf(10f, 33.3f, 50f, 66.666664f, 100f)),
        Gen.Select(Gen.OneOf(1, 50, 500), Gen.OneOf(1, 500, 1_000, 3_000), Gen.Int[1, 6], Gen.OneOf(0, 0, 700, 2_000)),
        Gen.Select(Gen.Bool, Gen.OneOf(1d, 1d, 2d, 3d), Gen.Int[0, 999]),
        (window, rates, times, rest) => new ModelSettings(
            window.Item1, window.Item2, window.Item3, rates.Item1, rates.Item2,
            times.Item1, times.Item2, times.Item3, times.Item4, rest.Item1, rest.Item2)
        { Phase = rest.Item3 });

    public SlidingWindowCircuitBreakerStrategyOptions<string> ToOptions() => new()
    {
        WindowType = Type,
        WindowSize = Size,
        MinimumNumberOfCalls = Minimum,
        FailureRateThreshold = FailureRate,
        SlowCallRateThreshold = SlowRate,
        SlowCallDurationThreshold = TimeSpan.FromMilliseconds(SlowAfter),
        OpenDuration = TimeSpan.FromMilliseconds(Wait),
        PermittedCallsInHalfOpen = Permits,
        HalfOpenTimeLimit = TimeSpan.FromMilliseconds(HalfOpenLimit),
        AutomaticHalfOpen = Automatic,
        OpenDurationMultiplier = Multiplier,
        MaxOpenDuration = TimeSpan.FromMilliseconds(MaxWait),
        CountSlowCallsInFlight = InFlight,
    };
}
