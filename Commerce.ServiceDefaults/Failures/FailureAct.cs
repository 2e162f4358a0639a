namespace Commerce.ServiceDefaults.Failures;

/// <summary>What happens at a failure point, and when.</summary>
/// <param name="Point">One of <see cref="FailurePoints"/>.</param>
/// <param name="Passing">At which passing, from 1.</param>
/// <param name="Delay">For <see cref="FailureKind.Delay"/> alone.</param>
internal sealed record FailureAct(string Point, long Passing, FailureKind Kind, TimeSpan Delay)
{
    public override string ToString() => Kind == FailureKind.Delay
        ? $"{Point}@{Passing}=delay:{(long)Delay.TotalMilliseconds}"
        : $"{Point}@{Passing}={NameOf(Kind)}";

    private static string NameOf(FailureKind kind) => kind switch
    {
        FailureKind.Kill => "kill",
        FailureKind.Stop => "stop",
        _ => "throw",
    };
}

internal enum FailureKind
{
    /// <summary>The process is gone at once, as after <c>kill -9</c>.</summary>
    Kill,

    /// <summary>The process stands still (SIGSTOP) until somebody sends it SIGCONT.</summary>
    Stop,

    /// <summary>The work at hand breaks off with an exception.</summary>
    Throw,

    /// <summary>The work at hand waits.</summary>
    Delay,
}
