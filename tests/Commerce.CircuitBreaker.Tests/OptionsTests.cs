using System.ComponentModel.DataAnnotations;
using Polly;

namespace Commerce.CircuitBreaker.Tests;

/// <summary>Wrong numbers never make a pipeline.</summary>
public sealed class OptionsTests
{
    public static TheoryData<string, Action<SlidingWindowCircuitBreakerStrategyOptions<string>>> Wrong => new()
    {
        { "FailureRateThreshold must be a percentage above 0 and at most 100.", options => options.FailureRateThreshold = 0 },
        { "FailureRateThreshold must be a percentage above 0 and at most 100.", options => options.FailureRateThreshold = 100.001f },
        { "FailureRateThreshold must be a percentage above 0 and at most 100.", options => options.FailureRateThreshold = float.NaN },
        { "SlowCallRateThreshold must be a percentage above 0 and at most 100.", options => options.SlowCallRateThreshold = -1 },
        { "SlowCallRateThreshold must be a percentage above 0 and at most 100.", options => options.SlowCallRateThreshold = 101 },
        { "WindowSize must be between 1 and 1000000.", options => options.WindowSize = 0 },
        { "WindowSize must be between 1 and 86400 seconds in a window of time.", options => options.WindowSize = 86_401 },
        { "WindowType must be Count or Time.", options => options.WindowType = (SlidingWindowType)2 },
        { "MinimumNumberOfCalls must be at least 1.", options => options.MinimumNumberOfCalls = 0 },
        { "PermittedCallsInHalfOpen must be between 1 and 1000000.", options => options.PermittedCallsInHalfOpen = 0 },
        { "OpenDuration must be between 00:00:00.0010000 and 1.00:00:00", options => options.OpenDuration = TimeSpan.FromSeconds(-1) },
        { "OpenDuration must be between 00:00:00.0010000 and 1.00:00:00", options => options.OpenDuration = TimeSpan.FromDays(2) },
        { "SlowCallDurationThreshold must be between", options => options.SlowCallDurationThreshold = TimeSpan.Zero },
        {
            "SlowCallDurationThreshold must not be longer than CallTimeLimit, 00:00:01",
            options => options.CallTimeLimit = TimeSpan.FromSeconds(1)
        },
        { "HalfOpenTimeLimit must be between 00:00:00 and", options => options.HalfOpenTimeLimit = TimeSpan.FromTicks(-1) },
        { "OpenDurationMultiplier must be between 1 and 10.", options => options.OpenDurationMultiplier = 0.5 },
        {
            "MaxOpenDuration must be at least OpenDuration, 00:00:10",
            options => (options.OpenDurationMultiplier, options.MaxOpenDuration) = (2, TimeSpan.FromSeconds(9))
        },
        { "ShouldHandle", options => options.ShouldHandle = null! },
        { "ShouldIgnore", options => options.ShouldIgnore = null! },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_number_is_refused_with_its_name_and_range(
        string sentence, Action<SlidingWindowCircuitBreakerStrategyOptions<string>> change)
    {
        var error = Assert.Throws<ValidationException>(() => new SpecifiedBreaker(change));

        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_breaker_of_its_own_refuses_them_too() =>
        Assert.Throws<ValidationException>(() =>
            new SlidingWindowCircuitBreaker(new SlidingWindowCircuitBreakerSettings { WindowSize = 0 }, TimeProvider.System));

    [Fact]
    public void The_edges_of_the_ranges_and_the_defaults_are_fine()
    {
        _ = new ResiliencePipelineBuilder<string>().AddSlidingWindowCircuitBreaker(new()).Build();
        _ = new SpecifiedBreaker(options =>
        {
            (options.FailureRateThreshold, options.SlowCallRateThreshold) = (float.Epsilon, 100);
            (options.WindowSize, options.MinimumNumberOfCalls, options.PermittedCallsInHalfOpen) = (1, 1, 1);
            (options.OpenDuration, options.SlowCallDurationThreshold) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1));
            options.CallTimeLimit = options.SlowCallDurationThreshold;
        });
    }
}
