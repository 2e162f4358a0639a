using Microsoft.Extensions.Options;

namespace Commerce.Core.Callbacks;

/// <summary>
/// Which of the refused callbacks leave a row: a few of each interval, enough to see what they are. Anybody can send them, so a row
/// for each would let strangers fill the table.
/// </summary>
public sealed class RejectedSample(IOptions<InboxOptions> options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long? _start;
    private int _kept;
    private long _leftOut;

    /// <param name="leftOut">How many were left out since one was last kept.</param>
    public bool TryKeep(out long leftOut)
    {
        lock (_lock)
        {
            if (_start is not { } start || time.GetElapsedTime(start) >= options.Value.RejectedInterval)
            {
                (_start, _kept) = (time.GetTimestamp(), 0);
            }

            leftOut = _leftOut;
            if (_kept == options.Value.RejectedKept)
            {
                _leftOut++;
                return false;
            }

            _kept++;
            _leftOut = 0;
            return true;
        }
    }
}
