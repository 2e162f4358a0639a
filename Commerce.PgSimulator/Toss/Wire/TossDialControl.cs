using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Toss.Wire;

/// <summary>The dialect's dials as they stand now. They are forgotten at restart; the configuration holds then.</summary>
internal sealed class TossDialControl(IOptions<TossDials> configured)
{
    private TossDials _current = configured.Value;

    /// <summary>The dials at start.</summary>
    public TossDials Configured { get; } = configured.Value;

    public TossDials Current
    {
        get => Volatile.Read(ref _current);
        set => Volatile.Write(ref _current, value);
    }
}
