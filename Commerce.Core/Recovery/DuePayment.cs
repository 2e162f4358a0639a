namespace Commerce.Core.Recovery;

/// <summary>A payment that a worker has taken, to ask the PG about it.</summary>
/// <param name="TraceParent">The order's trace.</param>
internal sealed record DuePayment(long Id, long OrderId, string? TraceParent);
