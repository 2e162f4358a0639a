using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Faults;

/// <summary>
/// The dials as they stand now, and the script for the next requests. Both are forgotten at restart; the configuration holds then.
/// </summary>
internal sealed class FaultControl(IOptions<FaultOptions> configured)
{
    private readonly Lock _gate = new();
    private readonly Queue<Outcome> _script = new();
    private FaultOptions _current = configured.Value;

    /// <summary>The dials at start.</summary>
    public FaultOptions Configured { get; } = configured.Value;

    public FaultOptions Current
    {
        get => Volatile.Read(ref _current);
        set => Volatile.Write(ref _current, value);
    }

    /// <summary>How many requests the script still decides.</summary>
    public int Scripted
    {
        get
        {
            lock (_gate)
            {
                return _script.Count;
            }
        }
    }

    /// <summary>Decides the next requests, one outcome each, in place of what was scripted before.</summary>
    public void Script(IEnumerable<Outcome> outcomes)
    {
        lock (_gate)
        {
            _script.Clear();
            foreach (var outcome in outcomes)
            {
                _script.Enqueue(outcome);
            }
        }
    }

    /// <summary>What the script says about the request that has just come in; null when it says nothing.</summary>
    public Outcome? NextScripted()
    {
        lock (_gate)
        {
            return _script.TryDequeue(out var outcome) ? outcome : null;
        }
    }
}
