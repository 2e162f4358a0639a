using System.Collections.Concurrent;

namespace Commerce.TestHost.Load;

/// <summary>How long answers took, and how many were not 200.</summary>
public sealed class Latencies
{
    private readonly ConcurrentBag<double> _milliseconds = [];
    private int _refused;

    public int Accepted => _milliseconds.Count;

    public int Refused => _refused;

    public void Add(bool accepted, TimeSpan took)
    {
        if (accepted)
        {
            _milliseconds.Add(took.TotalMilliseconds);
        }
        else
        {
            Interlocked.Increment(ref _refused);
        }
    }

    /// <summary>The latency in milliseconds that a share of the answers stayed within, for example 0.99 of them.</summary>
    public double At(double share) => At([.. _milliseconds.Order()], share);

    public override string ToString()
    {
        var sorted = _milliseconds.Order().ToArray();
        return sorted.Length == 0
            ? "no answers"
            : $"p50 {At(sorted, 0.50):F1} ms, p95 {At(sorted, 0.95):F1} ms, p99 {At(sorted, 0.99):F1} ms, max {sorted[^1]:F0} ms";
    }

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];
}
