namespace Commerce.ServiceDefaults.Failures;

/// <summary>
/// A place between two durable steps at which a crash has to be survived. Nothing happens there unless a development process was started
/// with <c>FailurePoints:Enabled</c>: then it can be delayed, stopped or killed right there, at will.
/// </summary>
public static class FailurePoint
{
    private static Func<string, ValueTask>? _reached;

    /// <summary>Says that the process has come to the place. Switched off it costs the reading of one field.</summary>
    /// <param name="point">One of <see cref="FailurePoints"/>.</param>
    public static ValueTask ReachAsync(string point) => _reached is { } reached ? reached(point) : ValueTask.CompletedTask;

    /// <summary>From now on <paramref name="reached"/> is asked what is to happen, at every place and in every thread.</summary>
    public static void SwitchOn(Func<string, ValueTask> reached) => _reached = reached;

    public static void SwitchOff() => _reached = null;
}
