using System.Globalization;
using System.Text.Json;

namespace Commerce.TestHost.Gateways;

/// <summary>
/// The transactions of a <see cref="FakePg"/>, any number for one order and under keys of any length, and its honest answers. Lookups
/// may lag: by a number of looks, which is exact, or by a time, as a read replica does.
/// </summary>
public sealed class FakePgBooks
{
    private readonly Lock _lock = new();
    private readonly List<FakePgTransaction> _all = [];
    private int _blindLooks;
    private int _hiddenFrom;
    private int _keys;

    /// <summary>What a new payment becomes at once: PENDING, SUCCESS (at first) or FAILED.</summary>
    public string NewStatus { get; set; } = "SUCCESS";

    /// <summary>Lookups do not see what is younger than this; none at first.</summary>
    public TimeSpan Lag { get; set; }

    public IReadOnlyList<FakePgTransaction> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    /// <summary>The transactions of an order, oldest first.</summary>
    public IReadOnlyList<FakePgTransaction> Of(string orderId) => [.. All.Where(t => t.OrderId == orderId)];

    /// <summary>The same by our own id of the order.</summary>
    public IReadOnlyList<FakePgTransaction> Of(long orderId) => Of(NameOf(orderId));

    /// <summary>Keeps what a payment request asks for.</summary>
    /// <param name="key">Null: a fresh one.</param>
    /// <param name="status">Null: <see cref="NewStatus"/>.</param>
    /// <param name="amount">Null: as requested.</param>
    public FakePgTransaction Keep(FakePgRequest request, string? key = null, string? status = null, long? amount = null) =>
        Keep(request.OrderId, key, status, amount ?? request.Amount, request.UserId);

    /// <summary>Keeps a transaction that nobody asked for, or that was asked for in another way.</summary>
    public FakePgTransaction Keep(string orderId, string? key, string? status, long amount, string userId = "demo1")
    {
        var kept = new FakePgTransaction(
            key ?? FreshKey(),
            userId,
            orderId,
            amount,
            status ?? NewStatus,
            (status ?? NewStatus) == "SUCCESS",
            null,
            TimeProvider.System.GetUtcNow());
        lock (_lock)
        {
            _all.Add(kept);
        }

        return kept;
    }

    /// <summary>A transaction comes to another end, with these words of the PG.</summary>
    public void Move(string key, string status, string? reason = null)
    {
        lock (_lock)
        {
            var at = _all.FindIndex(t => t.Key == key);
            _all[at] = _all[at] with { Status = status, Reason = reason, IsCaptured = _all[at].IsCaptured || status == "SUCCESS" };
        }
    }

    /// <summary>
    /// So many of the next lookups see nothing of what is kept from now on; looks at anything else see it and do not count.
    /// </summary>
    public void HideFor(int looks)
    {
        lock (_lock)
        {
            (_blindLooks, _hiddenFrom) = (looks, _all.Count);
        }
    }

    public static string NameOf(long orderId) => string.Create(CultureInfo.InvariantCulture, $"ORDER{orderId:D6}");

    /// <summary>A key that no other fake of this process has used.</summary>
    public string FreshKey() => string.Create(
        CultureInfo.InvariantCulture, $"20250816:TR:{GetHashCode():x}-{Interlocked.Increment(ref _keys)}");

    internal FakePgAnswer Create(FakePgRequest request) => FakePgAnswer.Accepted(Keep(request).Key);

    internal FakePgAnswer FindByKey(FakePgRequest request) =>
        Visible(t => t.Key == request.Key) is [var found, ..] ? FakePgAnswer.Success(Detail(found)) : NoSuchPayment;

    internal FakePgAnswer FindByOrder(FakePgRequest request)
    {
        var found = Visible(t => t.OrderId == request.OrderId);
        found.Reverse(); // The wire lists the newest first.
        return found.Count == 0
            ? NoSuchPayment
            : FakePgAnswer.Success(JsonSerializer.Serialize(new
            {
                orderId = request.OrderId,
                transactions = found.Select(t => new { transactionKey = t.Key, status = t.Status, reason = t.Reason }),
            }));
    }

    internal FakePgAnswer Cancel(FakePgRequest request)
    {
        var found = All.FirstOrDefault(t => t.Key == request.Key);
        if (found is null or { Status: "FAILED" })
        {
            return found is null ? NoSuchPayment : FakePgAnswer.Fail(409, "승인되지 않은 결제는 취소할 수 없습니다.");
        }

        Move(found.Key, "CANCELLED");
        return FakePgAnswer.Success(JsonSerializer.Serialize(new { transactionKey = found.Key, status = "CANCELLED" }));
    }

    internal FakePgAnswer OfDay(FakePgRequest request) => FakePgAnswer.Of(
        200,
        "application/x-ndjson",
        string.Concat(All.Where(
            t => t.CreatedAt.ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) == request.Query["date"])
            .SelectMany(FakePgBookLines.Of)));

    private static FakePgAnswer NoSuchPayment => FakePgAnswer.Fail(404, "결제건이 존재하지 않습니다.");

    private static string Detail(FakePgTransaction t) => JsonSerializer.Serialize(
        new { transactionKey = t.Key, orderId = t.OrderId, cardType = "SAMSUNG", amount = t.Amount, status = t.Status, reason = t.Reason });

    private List<FakePgTransaction> Visible(Func<FakePgTransaction, bool> isMeant)
    {
        lock (_lock)
        {
            if (_blindLooks > 0 && _all.Skip(_hiddenFrom).Any(isMeant))
            {
                _blindLooks--;
                return [];
            }
        }

        var before = TimeProvider.System.GetUtcNow() - Lag;
        return [.. All.Where(t => isMeant(t) && t.CreatedAt <= before)];
    }
}
