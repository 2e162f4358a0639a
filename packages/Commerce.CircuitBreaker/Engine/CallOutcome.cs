namespace Commerce.CircuitBreaker.Engine;

/// <summary>How a call ended, as far as rates care. The bits are the counts it belongs to.</summary>
[Flags]
internal enum CallOutcome : byte
{
    Success = 0,
    Failed = 1,
    Slow = 2,
    SlowFailed = Failed | Slow,
}
