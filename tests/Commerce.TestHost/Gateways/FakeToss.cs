using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Commerce.TestHost.Gateways;

/// <summary>One payment in the books of <see cref="FakeToss"/>, as its Payment object has it.</summary>
public sealed record FakeTossPayment(string PaymentKey, string OrderId, long TotalAmount, string Status)
{
    public long BalanceAmount { get; init; } = TotalAmount;

    public string Currency { get; init; } = "KRW";

    public string? ApprovedAt { get; init; }

    public IReadOnlyList<FakeTossCancel> Cancels { get; init; } = [];

    public FakeTossFailure? Failure { get; init; }
}

public sealed record FakeTossCancel(string TransactionKey, long CancelAmount);

public sealed record FakeTossFailure(string Code, string Message);

/// <summary>A confirm as it reached <see cref="FakeToss"/>.</summary>
public sealed record FakeTossConfirm(string PaymentKey, string OrderId, long Amount);

/// <summary>
/// Toss Payments on a real socket, as far as its documents go: keys that a window has minted, one confirm an idempotency key, cancels of
/// what is left. What it answers to the next confirm, look or cancel can be told.
/// </summary>
public sealed class FakeToss : IAsyncDisposable
{
    public const string SecretKey = "test_sk_of_the_tests";
    public const string ClientKey = "test_ck_of_the_tests";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (int Status, object Body)> _answered = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, FakeTossConfirm, Task>>> _confirms = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, Task>>> _cancels = new();
    private Func<HttpContext, Task>? _lookup;

    private FakeToss(WebApplication app)
    {
        _app = app;
        app.Use(AuthenticateAsync);
        app.MapPost("/v1/payments/confirm", ConfirmAsync);
        app.MapGet("/v1/payments/{key}", LookUpAsync);
        app.MapGet("/v1/payments/orders/{orderId}", (HttpContext context, string orderId) =>
            AnswerAsync(context, Payments.Values.FirstOrDefault(p => p.OrderId == orderId)));
        app.MapPost("/v1/payments/{key}/cancel", CancelAsync);
        app.MapGet("/v1/transactions", ListAsync);
    }

    public ConcurrentDictionary<string, FakeTossPayment> Payments { get; } = new();

    /// <summary>Each confirm that reached it, with its idempotency key.</summary>
    public ConcurrentQueue<(FakeTossConfirm Confirm, string IdempotencyKey)> Confirms { get; } = new();

    /// <summary>Each look by key.</summary>
    public ConcurrentQueue<string> Looks { get; } = new();

    public ConcurrentQueue<(string PaymentKey, long RefundableAmount)> Cancels { get; } = new();

    /// <summary>The lines of its books, each as JSON would have it.</summary>
    public List<object> Lines { get; } = [];

    /// <summary>From when to when its books were read.</summary>
    public ConcurrentQueue<(string From, string To)> BookDays { get; } = new();

    public Uri Address => new(_app.Urls.Single());

    public static async Task<FakeToss> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var toss = new FakeToss(builder.Build());
        await toss._app.StartAsync();
        return toss;
    }

    /// <summary>The settings with which a process uses it.</summary>
    public IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Gateways:Toss:SecretKey", SecretKey), ("Gateways:Toss:ClientKey", ClientKey), ("Gateways:Toss:BaseAddress", Address.ToString()),
        ("Gateways:Toss:RequestsPerMinute", "100000"),
    ];

    /// <summary>The buyer has authenticated in the window.</summary>
    public FakeTossPayment Open(string orderId, long amount, string? key = null, string status = "IN_PROGRESS") =>
        Put(new FakeTossPayment(key ?? $"tgen_{Guid.NewGuid():N}", orderId, amount, status));

    public FakeTossPayment Put(FakeTossPayment payment) => Payments[payment.PaymentKey] = payment;

    /// <summary>All that is left of it goes back.</summary>
    public FakeTossPayment Cancel(string key)
    {
        var payment = Payments[key];
        var cancel = new FakeTossCancel($"cancel-{payment.Cancels.Count}-{key}"[..20], payment.BalanceAmount);
        return Put(payment with
        {
            Status = payment.Cancels.Count == 0 ? "CANCELED" : "PARTIAL_CANCELED",
            BalanceAmount = 0,
            Cancels = [.. payment.Cancels, cancel],
        });
    }

    public FakeTossPayment Capture(string key) => Put(Payments[key] with { Status = "DONE", ApprovedAt = "2026-11-27T10:00:00+09:00" });

    /// <summary>What the next confirm of this key is answered with.</summary>
    public void OnConfirm(string key, Func<HttpContext, FakeTossConfirm, Task> answer) =>
        _confirms.GetOrAdd(key, _ => new()).Enqueue(answer);

    public void OnConfirm(string key, int status, string code) => OnConfirm(key, (context, _) => ErrorAsync(context, status, code));

    /// <summary>What the next cancel of this key is answered with.</summary>
    public void OnCancel(string key, Func<HttpContext, Task> answer) => _cancels.GetOrAdd(key, _ => new()).Enqueue(answer);

    public void OnCancel(string key, int status, string code) => OnCancel(key, context => ErrorAsync(context, status, code));

    /// <summary>What looks are answered with from now on; null: as it is.</summary>
    public void OnLookup(Func<HttpContext, Task>? answer) => _lookup = answer;

    public static Task ErrorAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { code, message = $"About {code}." });
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Task AnswerAsync(HttpContext context, FakeTossPayment? payment) => payment is null
        ? ErrorAsync(context, 404, "NOT_FOUND_PAYMENT")
        : context.Response.WriteAsJsonAsync(payment);

    private static Task AuthenticateAsync(HttpContext context, RequestDelegate next)
    {
        var right = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{SecretKey}:"))}";
        context.Response.Headers["X-TossPayments-Trace-Id"] = "trace-1";
        return context.Request.Headers.Authorization == right && context.Request.Headers.AcceptLanguage == "en-US"
            ? next(context)
            : ErrorAsync(context, 401, "UNAUTHORIZED_KEY");
    }

    private async Task ConfirmAsync(HttpContext context)
    {
        var asked = (await context.Request.ReadFromJsonAsync<FakeTossConfirm>())!;
        var idempotencyKey = context.Request.Headers["Idempotency-Key"].ToString();
        Confirms.Enqueue((asked, idempotencyKey));
        if (_confirms.TryGetValue(asked.PaymentKey, out var answers) && answers.TryDequeue(out var told))
        {
            await told(context, asked);
            return;
        }

        var (status, body) = _answered.GetOrAdd(idempotencyKey, _ => Confirm(asked));
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(body);
    }

    private (int Status, object Body) Confirm(FakeTossConfirm asked) => Payments.GetValueOrDefault(asked.PaymentKey) switch
    {
        null => (404, new { code = "NOT_FOUND_PAYMENT", message = "No such payment." }),
        { Status: "IN_PROGRESS" } open when open.OrderId == asked.OrderId && open.TotalAmount == asked.Amount =>
            (200, Capture(asked.PaymentKey)),
        { Status: "IN_PROGRESS" or "EXPIRED" } => (404, new { code = "NOT_FOUND_PAYMENT_SESSION", message = "No such session." }),
        _ => (400, new { code = "ALREADY_PROCESSED_PAYMENT", message = "Already processed." }),
    };

    private Task LookUpAsync(HttpContext context, string key)
    {
        Looks.Enqueue(key);
        return _lookup is { } told ? told(context) : AnswerAsync(context, Payments.GetValueOrDefault(key));
    }

    private async Task CancelAsync(HttpContext context, string key)
    {
        var asked = (await context.Request.ReadFromJsonAsync<CancelBody>())!;
        Cancels.Enqueue((key, asked.RefundableAmount));
        if (_cancels.TryGetValue(key, out var answers) && answers.TryDequeue(out var told))
        {
            await told(context);
            return;
        }

        await (Payments[key].BalanceAmount == asked.RefundableAmount
            ? AnswerAsync(context, Cancel(key))
            : ErrorAsync(context, 400, "NOT_MATCHES_REFUNDABLE_AMOUNT"));
    }

    private Task ListAsync(HttpContext context, string startDate, string endDate, int limit, string? startingAfter)
    {
        BookDays.Enqueue((startDate, endDate));
        var start = startingAfter is null
            ? 0
            : Lines.FindIndex(line => line.ToString()!.Contains($" {startingAfter},", StringComparison.Ordinal)) + 1;
        return context.Response.WriteAsJsonAsync(Lines.Skip(start).Take(limit));
    }

    private sealed record CancelBody(string CancelReason, long RefundableAmount);
}
