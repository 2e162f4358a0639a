using System.Collections.Concurrent;
using Commerce.TestHost.Load;

namespace Commerce.Api.Load.Overload;

/// <summary>What the shop answered during one rush.</summary>
internal sealed class RushFigures
{
    private readonly ConcurrentDictionary<string, int> _counts = [];
    private int _broken;
    private int _refused;

    /// <summary>Every answer to an order, refusals included.</summary>
    public Latencies Placing { get; } = new();

    /// <summary>Every answer to who reads the catalogue.</summary>
    public Latencies Reading { get; } = new();

    /// <summary>Every answer to who looks at his order.</summary>
    public Latencies Following { get; } = new();

    /// <summary>Answers by status, and ends of orders by theirs.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    public string CountsInWords => string.Join(", ", _counts.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} x {pair.Key}"));

    /// <summary>503 with <c>Retry-After</c>.</summary>
    public int Refused => _refused;

    /// <summary>5xx of any other kind.</summary>
    public int Broken => _broken;

    public int Completed => _counts.GetValueOrDefault("COMPLETED");

    /// <summary>Orders that were seen COMPLETED within <see cref="Elapsed"/>.</summary>
    public int CompletedInTime { get; set; }

    /// <summary>How long the rush lasted, its first fifth left out.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>Orders a second that were paid meanwhile.</summary>
    public double Goodput => CompletedInTime / Elapsed.TotalSeconds;

    /// <summary>The longest answer of all, in milliseconds.</summary>
    public double Longest => new[] { Placing, Reading, Following }.Where(answers => answers.Accepted > 0).Max(answers => answers.At(1));

    public void Add(Latencies latencies, string what, ShopAnswer answer, TimeSpan took)
    {
        latencies.Add(accepted: true, took);
        Count(answer.ErrorCode is { } code ? $"{what} {(int)answer.Status} {code}" : $"{what} {(int)answer.Status}");
        if (answer.IsBroken)
        {
            Interlocked.Increment(ref _broken);
        }
        else if (answer.IsRefused)
        {
            Interlocked.Increment(ref _refused);
        }
    }

    public void Count(string what) => _counts.AddOrUpdate(what, 1, (_, count) => count + 1);
}
