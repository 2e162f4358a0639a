using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Web;

namespace Commerce.Chaos.Interleavings;

/// <summary>
/// The PG at the other end of the gateway's real HTTP client, without a socket: it does what it is asked at once, and the answer is on its
/// way for as long as whoever asked is held.
/// </summary>
internal sealed class InterleavedPg : HttpMessageHandler
{
    private readonly List<PgRow> _rows = [];

    public PostAnswer Answer { get; set; }

    public bool KeepsTwice { get; set; }

    /// <summary>Of the payment at hand, oldest first.</summary>
    public IReadOnlyList<PgRow> Rows => _rows;

    public void Forget() => _rows.Clear();

    /// <summary>Decides all that is not decided.</summary>
    public void Decide(bool captures)
    {
        foreach (var row in _rows.Where(row => row.Status == "PENDING"))
        {
            (row.Status, row.IsCaptured) = captures ? ("SUCCESS", true) : ("FAILED", false);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        var (call, answer) = (request.Method == HttpMethod.Post, path.EndsWith("/cancel", StringComparison.Ordinal)) switch
        {
            (true, true) => (PgCall.Void, Cancel(KeyIn(path))),
            (true, false) => (PgCall.Request, Accept(await request.Content!.ReadAsStringAsync(cancellationToken), request)),
            _ => (PgCall.Look, Look(request.RequestUri)),
        };
        await (Actor.Current?.AnswerAsync(call) ?? Task.CompletedTask);
        if (answer is null)
        {
            throw new HttpRequestException(
                HttpRequestError.ResponseEnded, "The response ended prematurely.", new IOException("The connection was cut."));
        }

        answer.RequestMessage = request;
        return answer;
    }

    private HttpResponseMessage? Accept(string body, HttpRequestMessage request)
    {
        if (Answer == PostAnswer.CutBefore)
        {
            return null;
        }

        using var wish = JsonDocument.Parse(body);
        var (orderId, amount) = (wish.RootElement.GetProperty("orderId").GetString()!, wish.RootElement.GetProperty("amount").GetInt64());
        var user = request.Headers.GetValues("X-USER-ID").Single();
        var kept = Keep(orderId, amount, user, 1);
        if (KeepsTwice)
        {
            Keep(orderId, amount, user, 2);
        }

        return Answer switch
        {
            PostAnswer.Accepted => Yes(new { transactionKey = kept.Key, status = "PENDING" }),
            PostAnswer.ErrorAfter => No(HttpStatusCode.InternalServerError, "Internal Server Error"),
            _ => null,
        };
    }

    private PgRow Keep(string orderId, long amount, string user, int number)
    {
        var row = new PgRow(string.Create(CultureInfo.InvariantCulture, $"20260101:TR:{orderId}-{number}"), user, orderId, amount);
        _rows.Add(row);
        return row;
    }

    private HttpResponseMessage Look(Uri asked) => HttpUtility.ParseQueryString(asked.Query)["orderId"] is { } orderId
        ? List(orderId)
        : Find(KeyIn(asked.AbsolutePath));

    private HttpResponseMessage List(string orderId)
    {
        var found = _rows.Where(row => row.OrderId == orderId).Reverse().ToList(); // The wire lists the newest first.
        return found.Count == 0
            ? No(HttpStatusCode.NotFound, "결제건이 존재하지 않습니다.")
            : Yes(new { orderId, transactions = found.Select(row => new { transactionKey = row.Key, status = row.Status }).ToList() });
    }

    private HttpResponseMessage Find(string key) => _rows.Find(row => row.Key == key) is { } row
        ? Yes(new { transactionKey = row.Key, orderId = row.OrderId, cardType = "SAMSUNG", amount = row.Amount, status = row.Status })
        : No(HttpStatusCode.NotFound, "결제건이 존재하지 않습니다.");

    private HttpResponseMessage Cancel(string key)
    {
        switch (_rows.Find(row => row.Key == key))
        {
            case null:
                return No(HttpStatusCode.NotFound, "결제건이 존재하지 않습니다.");
            case { Status: "FAILED" }:
                return No(HttpStatusCode.Conflict, "승인되지 않은 결제는 취소할 수 없습니다.");
            case { } row:
                row.Status = "CANCELLED";
                return Yes(new { transactionKey = key, status = "CANCELLED" });
        }
    }

    private static string KeyIn(string path) => Uri.UnescapeDataString(path.Split('/')[4]);

    private static HttpResponseMessage Yes(object data) => Json(HttpStatusCode.OK, new { meta = new { result = "SUCCESS" }, data });

    private static HttpResponseMessage No(HttpStatusCode status, string message) =>
        Json(status, new { meta = new { result = "FAIL", errorCode = status.ToString(), message } });

    private static HttpResponseMessage Json(HttpStatusCode status, object body) => new(status)
    {
        Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
    };
}

/// <summary>One transaction of the PG's.</summary>
internal sealed class PgRow(string key, string userId, string orderId, long amount)
{
    public string Key => key;

    public string UserId => userId;

    public string OrderId => orderId;

    public long Amount => amount;

    public string Status { get; set; } = "PENDING";

    /// <summary>It took money, whether that went back or not.</summary>
    public bool IsCaptured { get; set; }
}
