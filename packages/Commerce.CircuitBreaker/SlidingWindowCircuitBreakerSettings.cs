using System.ComponentModel.DataAnnotations;
using Polly;

namespace Commerce.CircuitBreaker;

/// <summary>
/// The numbers of a sliding-window circuit breaker. Defaults are those of resilience4j, whose behaviour this breaker follows;
/// what goes beyond it is off by default. <see cref="ResilienceStrategyOptions.Name"/> is the breaker's name in messages and metrics.
/// </summary>
public class SlidingWindowCircuitBreakerSettings : ResilienceStrategyOptions, IValidatableObject
{
    private const string Whole = "{0} must be between {1} and {2}.";
    private const string Percentage = "{0} must be a percentage above 0 and at most 100.";
    private const string Duration = "{0} must be between {1} and {2} (days.hours:minutes:seconds).";
    private const string Milliseconds = "00:00:00.001";
    private const string OneDay = "1.00:00:00";
    private const int LongestTimeWindow = 86_400;

    /// <summary>Makes settings with the defaults.</summary>
    public SlidingWindowCircuitBreakerSettings() => Name = "SlidingWindowCircuitBreaker";

    /// <summary>What <see cref="WindowSize"/> counts: results or seconds. Default: <see cref="SlidingWindowType.Count"/>.</summary>
    [EnumDataType(typeof(SlidingWindowType), ErrorMessage = "{0} must be Count or Time.")]
    public SlidingWindowType WindowType { get; set; } = SlidingWindowType.Count;

    /// <summary>
    /// How far the breaker looks back: results (1 to 1,000,000) or whole seconds (1 to 86,400), as <see cref="WindowType"/> says.
    /// Default: 100.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = Whole)]
    public int WindowSize { get; set; } = 100;

    /// <summary>
    /// How many calls the window must hold before rates are known and compared; the call that reaches the number is the first.
    /// In a count window never more than <see cref="WindowSize"/>, in half-open never more than
    /// <see cref="PermittedCallsInHalfOpen"/>. From 1. Default: 100.
    /// </summary>
    [Range(1, int.MaxValue, ErrorMessage = "{0} must be at least {1}.")]
    public int MinimumNumberOfCalls { get; set; } = 100;

    /// <summary>The failure rate, in percent, from which (inclusive) the breaker opens. Above 0, up to 100. Default: 50.</summary>
    [Range(0d, 100d, MinimumIsExclusive = true, ErrorMessage = Percentage)]
    public float FailureRateThreshold { get; set; } = 50;

    /// <summary>The rate of slow calls, in percent, from which (inclusive) the breaker opens. Above 0, up to 100. Default: 100.</summary>
    [Range(0d, 100d, MinimumIsExclusive = true, ErrorMessage = Percentage)]
    public float SlowCallRateThreshold { get; set; } = 100;

    /// <summary>
    /// A call that takes <em>longer</em> than this is slow, however it ends; one that takes exactly this long is not.
    /// From 1 ms to 1 day. Default: 60 s.
    /// </summary>
    [Range(typeof(TimeSpan), Milliseconds, OneDay, ParseLimitsInInvariantCulture = true, ErrorMessage = Duration)]
    public TimeSpan SlowCallDurationThreshold { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the breaker stays open before it lets trial calls through. From 1 ms to 1 day. Default: 60 s.</summary>
    [Range(typeof(TimeSpan), Milliseconds, OneDay, ParseLimitsInInvariantCulture = true, ErrorMessage = Duration)]
    public TimeSpan OpenDuration { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether open turns into half-open by itself when <see cref="OpenDuration"/> is over. When false, the first call
    /// after it does so, and without calls the breaker reads open for ever. Default: false.
    /// </summary>
    public bool AutomaticHalfOpen { get; set; }

    /// <summary>
    /// How many trial calls half-open lets through, and how many results it remembers. From 1 to 1,000,000. Default: 10.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = Whole)]
    public int PermittedCallsInHalfOpen { get; set; } = 10;

    /// <summary>
    /// How long half-open waits for its decision before it opens again; zero = without limit, so that trial calls which
    /// never end block the breaker for ever. Zero, or up to 1 day. Default: zero.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", OneDay, ParseLimitsInInvariantCulture = true, ErrorMessage = Duration)]
    public TimeSpan HalfOpenTimeLimit { get; set; }

    /// <summary>
    /// Beyond resilience4j: the factor by which the open duration grows with each half-open that fails in a row (2: 5 s, 10 s, 20 s …).
    /// It falls back to <see cref="OpenDuration"/> as soon as the breaker leaves the circle of open and half-open.
    /// From 1 (no growth) to 10. Default: 1.
    /// </summary>
    [Range(1d, 10d, ErrorMessage = Whole)]
    public double OpenDurationMultiplier { get; set; } = 1;

    /// <summary>The cap on a growing open duration. From <see cref="OpenDuration"/> to 1 day. Default: 10 min.</summary>
    [Range(typeof(TimeSpan), Milliseconds, OneDay, ParseLimitsInInvariantCulture = true, ErrorMessage = Duration)]
    public TimeSpan MaxOpenDuration { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Beyond resilience4j: whether a call still in flight counts as slow at the moment it passes
    /// <see cref="SlowCallDurationThreshold"/>, so that the breaker can open while every call hangs. Such a call is counted once:
    /// if it fails later its count is turned into a failed one, if it is ignored or cancelled later it stays slow. Default: false.
    /// </summary>
    public bool CountSlowCallsInFlight { get; set; }

    /// <summary>
    /// The time limit inside the guarded call, if there is one. The breaker does not enforce it; it is only checked that
    /// <see cref="SlowCallDurationThreshold"/> can be reached at all. From 1 ms to 1 day. Default: null, not known.
    /// </summary>
    [Range(typeof(TimeSpan), Milliseconds, OneDay, ParseLimitsInInvariantCulture = true, ErrorMessage = Duration)]
    public TimeSpan? CallTimeLimit { get; set; }

    /// <summary>Checks the values against each other.</summary>
    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (CallTimeLimit is { } limit && SlowCallDurationThreshold > limit)
        {
            yield return new ValidationResult(
                $"{nameof(SlowCallDurationThreshold)} must not be longer than {nameof(CallTimeLimit)}, {limit:c}: "
                    + "no call would ever be slow.",
                [nameof(SlowCallDurationThreshold)]);
        }

        if (OpenDurationMultiplier > 1 && MaxOpenDuration < OpenDuration)
        {
            yield return new ValidationResult(
                $"{nameof(MaxOpenDuration)} must be at least {nameof(OpenDuration)}, {OpenDuration:c}.", [nameof(MaxOpenDuration)]);
        }

        if (WindowType == SlidingWindowType.Time && WindowSize > LongestTimeWindow)
        {
            yield return new ValidationResult(
                $"{nameof(WindowSize)} must be between 1 and {LongestTimeWindow} seconds in a window of time.", [nameof(WindowSize)]);
        }
    }
}
