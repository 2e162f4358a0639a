using Commerce.ServiceDefaults.Failures;

namespace Commerce.Chaos.Interleavings;

/// <summary>
/// Every order of steps up to a depth, in every variant, each once: the seed decides which comes first, and none comes twice before all
/// were there.
/// </summary>
internal sealed class InterleavingSpace
{
    private static readonly Dictionary<Step, Step> Needs = new()
    {
        [Step.Callback] = Step.Decided,
        [Step.CallbackAgain] = Step.Callback,
        [Step.LateLookAnswered] = Step.LateLookBegun,
        [Step.VoidAnswered] = Step.VoidBegun,
    };

    // Where a process dies on its way from one durable step to the next; before the order is there, nothing can be lost.
    private static readonly string[] CrashPoints =
    [
        FailurePoints.OrderCommitted, FailurePoints.PaymentBeforeRequest, FailurePoints.PaymentAnswered, FailurePoints.PaymentConcluded,
        FailurePoints.KeyLearned, FailurePoints.ResultBeforeCommit, FailurePoints.ResultCommitted, FailurePoints.CancelBeforeCommit,
        FailurePoints.CancelCommitted, FailurePoints.CallbackReceived, FailurePoints.CallbackBeforeCommit, FailurePoints.CallbackStored,
        FailurePoints.CallbackDecided, FailurePoints.LookupAnswered, FailurePoints.DuplicatesApplied, FailurePoints.LookupApplied,
        FailurePoints.LeaseTaken, FailurePoints.SweepCommitted, FailurePoints.VoidBeforeRequest, FailurePoints.VoidAnswered,
        FailurePoints.MessageDelivered, FailurePoints.MessageMarked,
    ];

    private readonly List<Step[]> _whole = [];
    private readonly List<Step[]> _crashing = [];
    private readonly IReadOnlyList<Variant> _calm;
    private readonly IReadOnlyList<Variant> _deadly;

    public InterleavingSpace(int depth)
    {
        Grow([], depth);
        (_calm, _deadly) = (VariantsOf([null]), VariantsOf(CrashPoints));
    }

    public long Count => CountOfCalm + ((long)_crashing.Count * _deadly.Count);

    private long CountOfCalm => (long)_whole.Count * _calm.Count;

    /// <param name="number">From 1.</param>
    public Interleaving At(int seed, int number)
    {
        // Half of what is drawn has no crash in it: with crashes there are so many that the others would hardly be seen.
        var (half, isDeadly) = ((number - 1L) / 2, number % 2 == 0);
        var (orders, variants) = isDeadly ? (_crashing, _deadly) : (_whole, _calm);
        var at = Scattered(seed, half, (long)orders.Count * variants.Count);
        return new Interleaving(seed, number, variants[(int)(at % variants.Count)], orders[(int)(at / variants.Count)]);
    }

    // A step as long as the golden section, made coprime to the size, comes to every place once.
    private static long Scattered(int seed, long index, long size)
    {
        var stride = (long)(size * 0.6180339887498949) | 1;
        while (Gcd(stride, size) != 1)
        {
            stride += 2;
        }

        var start = (long)((uint)seed * 2_654_435_761UL % (ulong)size);
        return (long)(((UInt128)(ulong)index * (ulong)stride + (ulong)start) % (ulong)size);
    }

    private static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);

    private void Grow(Step[] steps, int depth)
    {
        if (steps.Length > 0)
        {
            (steps.Contains(Step.CrashArmed) ? _crashing : _whole).Add(steps);
        }

        foreach (var next in steps.Length < depth ? Enum.GetValues<Step>() : [])
        {
            // Armed last, a crash could only come while everything is brought to its end, which is no order of its own.
            if (!steps.Contains(next) && (!Needs.TryGetValue(next, out var needed) || steps.Contains(needed)))
            {
                Grow([.. steps, next], depth);
            }
        }
    }

    private static List<Variant> VariantsOf(IReadOnlyList<string?> crashPoints) =>
    [
        .. from verdict in Enum.GetValues<Verdict>()
           from answer in Enum.GetValues<PostAnswer>()
           from crash in crashPoints
           select new Variant(verdict, answer, crash),
    ];
}
