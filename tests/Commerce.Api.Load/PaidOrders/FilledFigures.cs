namespace Commerce.Api.Load.PaidOrders;

/// <summary>What was measured on a full database.</summary>
/// <param name="Orders">How many finished orders there were.</param>
/// <param name="Filling">How long it took to make them.</param>
/// <param name="Buying">The paid orders on top of them.</param>
/// <param name="FilledToEmpty">Paid orders a second, against the empty database.</param>
/// <param name="DayOrders">How many orders the day had whose books were compared.</param>
/// <param name="Books">How long that comparison took.</param>
internal sealed record FilledFigures(
    int Orders,
    TimeSpan Filling,
    PaidOrdersFigures Buying,
    double FilledToEmpty,
    IReadOnlyList<FilledRead> Reads,
    IReadOnlyList<WorkerPoll> WorkerPolls,
    int DayOrders,
    TimeSpan Books);

/// <summary>One read over HTTP, in milliseconds.</summary>
internal sealed record FilledRead(string What, double P50Ms, double P99Ms);

/// <summary>One of the worker's statements, in milliseconds.</summary>
internal sealed record WorkerPoll(string What, double MeanMs, double LongestMs);
