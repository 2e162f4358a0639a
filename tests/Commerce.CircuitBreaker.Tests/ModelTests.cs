using Commerce.CircuitBreaker.Tests.Model;
using CsCheck;

namespace Commerce.CircuitBreaker.Tests;

/// <summary>Random courses of events through the real pipeline and through a plain model: they must agree at every step.</summary>
public sealed class ModelTests
{
    private const int Runs = 2_000;

    [Fact]
    public void The_breaker_does_what_the_model_does() => Compare(settings => settings);

    // Timers of the state are off here: two timers due in the same millisecond have no order that a model could know.
    [Fact]
    public void The_breaker_does_what_the_model_does_with_calls_in_flight() =>
        Compare(settings => settings with { InFlight = true, Automatic = false, HalfOpenLimit = 0 });

    private static void Compare(Func<ModelSettings, ModelSettings> adapt) =>
        Gen.Select(ModelSettings.Any.Select(adapt), Operation.Any.Array[1, 80]).Sample(
            (settings, operations) =>
            {
                using var comparison = new ModelComparison(settings);
                comparison.Run(operations);
            },
            iter: Runs,
            print: Print);

    private static string Print((ModelSettings Settings, Operation[] Operations) run) =>
        $"{run.Settings}{Environment.NewLine}{string.Join(Environment.NewLine, run.Operations.AsEnumerable())}";
}
