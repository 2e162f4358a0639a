using Commerce.PgSimulator.Wire;

namespace Commerce.PgSimulator.Faults;

/// <summary>What goes wrong with a lookup when the dials say so: an error, a wait, or an answer of some time ago.</summary>
internal sealed class LookupFaults(OutcomePolicy policy, FaultControl control, TimeProvider time)
{
    /// <exception cref="PgException">500: the dials say so.</exception>
    public async Task StumbleAsync(CancellationToken ct)
    {
        switch (policy.NextLookup())
        {
            case AnswerFault.Refuse:
                throw PgException.Unstable();
            case AnswerFault.Slow:
                await Task.Delay(TimeSpan.FromMilliseconds(control.Current.SlowAnswerMs), time, ct);
                break;
        }
    }

    /// <summary>Whether what was stored at that time (UTC) is not found yet.</summary>
    public bool IsHidden(DateTime createdAt) => IsWithin(createdAt, control.Current.LookupLagMs);

    /// <summary>Whether what was concluded at that time (UTC) is still shown as it was before.</summary>
    public bool IsStale(DateTime? concludedAt) => concludedAt is { } at && IsWithin(at, control.Current.LookupStaleMs);

    private bool IsWithin(DateTime since, int milliseconds) => time.GetUtcNow().UtcDateTime < since.AddMilliseconds(milliseconds);
}
