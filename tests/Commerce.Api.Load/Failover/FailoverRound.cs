namespace Commerce.Api.Load.Failover;

/// <summary>What one loss of the primary came to.</summary>
/// <param name="Lost">The node that was the primary.</param>
/// <param name="Next">The one that took its place.</param>
/// <param name="Placed">From the loss until an order was acknowledged that had been sent after it.</param>
/// <param name="Completed">The same until one was paid.</param>
/// <param name="Gap">The longest time between two acknowledgements.</param>
/// <param name="Whole">From the loss until all nodes were in the group again.</param>
internal sealed record FailoverRound(
    int Number, string Lost, string Next, TimeSpan Placed, TimeSpan Completed, TimeSpan Gap, TimeSpan Whole)
{
    /// <summary>Looks at what the buyers wrote down between the loss and now.</summary>
    public static FailoverRound Of(int number, string lost, string next, long at, long whole, KeyedBuyers buyers, TimeProvider time) => new(
        number,
        lost,
        next,
        FirstAfter(buyers.Placed, at, time),
        FirstAfter(buyers.Completed, at, time),
        LongestGap([at, .. buyers.Placed.Select(order => order.Answered).Where(answered => answered > at).Order(), whole], time),
        time.GetElapsedTime(at, whole));

    private static TimeSpan FirstAfter(IEnumerable<(long Sent, long Answered)> orders, long at, TimeProvider time)
    {
        var answers = orders.Where(order => order.Sent > at).Select(order => order.Answered).ToList();
        return answers.Count == 0 ? TimeSpan.MaxValue : time.GetElapsedTime(at, answers.Min());
    }

    private static TimeSpan LongestGap(List<long> moments, TimeProvider time) =>
        moments.Zip(moments.Skip(1), (one, next) => time.GetElapsedTime(one, next)).Max();
}
