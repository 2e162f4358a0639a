using System.Net;

namespace Commerce.Chaos.Customers;

/// <summary>What one order's member sent, and what he was told, in the order in which he heard it.</summary>
internal sealed class Told
{
    private readonly Lock _one = new();
    private readonly List<string> _statuses = [];
    private readonly List<long> _orderIds = [];
    private readonly List<string> _story = [];
    private readonly List<string> _ordering = [];
    private TimeSpan _heardAt;

    /// <summary>The orders that the API has said are his, each once. Of a wish with a key there may be one.</summary>
    public IReadOnlyList<long> OrderIds => Copy(_orderIds);

    /// <summary>The statuses that he has read, without repeats in a row.</summary>
    public IReadOnlyList<string> Statuses => Copy(_statuses);

    /// <summary>What each try to order was answered: a status, and the error's code or how the payment stood.</summary>
    public IReadOnlyList<string> Ordering => Copy(_ordering);

    /// <summary>Each thing that happened, with its time.</summary>
    public IReadOnlyList<string> Story => Copy(_story);

    /// <summary>He was told 2xx for his wish to have the money back.</summary>
    public bool IsCancelAccepted { get; set; }

    /// <summary>An answer without an order: refused, and for good.</summary>
    public HttpStatusCode? Refusal { get; set; }

    /// <summary>When he first read that it has ended, whether well or not; null: he never did.</summary>
    public TimeSpan? EndedAt { get; private set; }

    public void Hear(TimeSpan at, string what)
    {
        lock (_one)
        {
            _heardAt = at;
            _story.Add($"{at.TotalSeconds,7:0.000} s  {what}");
        }
    }

    public void HearOrdering(string what)
    {
        lock (_one)
        {
            _ordering.Add(what);
        }
    }

    public void HearOrder(long orderId, string status)
    {
        lock (_one)
        {
            EndedAt ??= status is "COMPLETED" or "FAILED" ? _heardAt : null;
            if (!_orderIds.Contains(orderId))
            {
                _orderIds.Add(orderId);
            }

            if (_statuses.Count == 0 || _statuses[^1] != status)
            {
                _statuses.Add(status);
            }
        }
    }

    private T[] Copy<T>(List<T> list)
    {
        lock (_one)
        {
            return [.. list];
        }
    }
}
