using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Commerce.Chaos.Running;
using Commerce.Chaos.Schedules;
using Commerce.TestHost.Client;

namespace Commerce.Chaos.Customers;

/// <summary>
/// One member with one wish: he orders, comes again with his key when he heard nothing, reads, and may want his money back.
/// </summary>
/// <param name="window">Where he pays what is to be paid in a window.</param>
internal sealed class Customer(PlannedOrder order, ScheduleStage stage, RunClock clock, PaymentWindow window, Func<HttpClient> api)
{
    private const string Outage = "SERVICE_001";
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private const int Attempts = 3; // To pay in a window: then he has had enough.

    private readonly string _key = Guid.NewGuid().ToString();

    public PlannedOrder Order => order;

    public Told Told { get; } = new();

    /// <summary>He has ordered, and cancelled if he wanted to: all that he still does is read.</summary>
    public bool HasActed { get; private set; }

    /// <summary>Until the order has ended and what he wanted of it is done, or <paramref name="rest"/> says that no more comes.</summary>
    public async Task ExecuteAsync(CancellationToken rest)
    {
        try
        {
            await clock.UntilAsync(order.At, rest);
            await Task.WhenAll(Enumerable.Range(0, order.Copies).Select(_ => PlaceAsync(rest)));
            if (Told.OrderIds.Count > 0 && order.CancelsAfter is { } after)
            {
                await Task.Delay(after, TimeProvider.System, rest);
                await CancelAsync(rest);
            }

            HasActed = true;
            if (Told.OrderIds.Count > 0)
            {
                await ReadAsync(rest);
            }
        }
        catch (OperationCanceledException) when (rest.IsCancellationRequested)
        {
            // He has waited to the end.
        }
    }

    /// <summary>Once more when all is quiet, so that the last thing he was told is how it ended.</summary>
    public async Task ReadEndAsync(CancellationToken ct)
    {
        foreach (var orderId in Told.OrderIds)
        {
            await ReadOnceAsync(orderId, ct);
        }
    }

    private async Task PlaceAsync(CancellationToken rest)
    {
        while (true)
        {
            var answer = await SendAsync("order", HttpMethod.Post, "/api/v1/orders", stage.BodyOf(order), rest);
            Told.HearOrdering(answer switch
            {
                null => "nothing",
                { Status: HttpStatusCode.OK or HttpStatusCode.Accepted } => $"{(int)answer.Status} {answer.Order.Payment.Status}",
                _ => $"{(int)answer.Status} {answer.ErrorCode}".TrimEnd(),
            });
            if (answer?.Status is HttpStatusCode.OK or HttpStatusCode.Accepted)
            {
                Told.HearOrder(answer.Order.Id, answer.Order.Status);
                return;
            }

            if (answer?.Status is HttpStatusCode.Created)
            {
                await PayInWindowAsync(answer, rest);
                return;
            }

            if (answer?.Problem is { OrderId: { } recorded, ErrorCode: var reason })
            {
                // During an outage the shop knows that there is an order, and not what becomes of it.
                Told.HearOrder(recorded, reason == Outage ? "PENDING" : "FAILED");
                return;
            }

            // Who has no key and heard nothing does not know what became of it, and leaves it.
            if (!order.HasKey || answer is { Status: < (HttpStatusCode)500 and not HttpStatusCode.Conflict })
            {
                Told.Refusal = answer?.Status;
                return;
            }

            await Task.Delay(Pace, TimeProvider.System, rest);
        }
    }

    private async Task PayInWindowAsync(Answer placed, CancellationToken rest)
    {
        var orderId = placed.Data<JsonElement>(HttpStatusCode.Created).GetProperty("id").GetInt64();
        Told.HearOrder(orderId, "PENDING");
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var checkout = placed.Data<JsonElement>(HttpStatusCode.Created).GetProperty("checkout");
            var key = await window.PayAsync(checkout, attempt == 1 ? order.Window! : DrawOrder.Dice, rest);
            Told.Hear(clock.Now, $"window: {(key is null ? "not paid" : "agreed")}");
            if (key is not null && await PayAsync(orderId, new { paymentKey = key, amount = checkout.GetProperty("amount") }, rest))
            {
                return;
            }

            if (await SendAsync("another window", HttpMethod.Post, $"/api/v1/orders/{orderId}/checkout", body: null, rest)
                is { Status: HttpStatusCode.Created } renewed)
            {
                placed = renewed;
            }

            await Task.Delay(Pace, TimeProvider.System, rest);
        }
    }

    /// <returns>Whether it is paid, or may be; who heard nothing asks again with the same key.</returns>
    private async Task<bool> PayAsync(long orderId, object body, CancellationToken rest)
    {
        while (true)
        {
            switch (await SendAsync("pay", HttpMethod.Post, $"/api/v1/orders/{orderId}/pay", body, rest))
            {
                case { Status: HttpStatusCode.OK or HttpStatusCode.Accepted }:
                    return true;
                case { Status: < (HttpStatusCode)500 or HttpStatusCode.BadGateway }:
                    return false;
            }

            await Task.Delay(Pace, TimeProvider.System, rest);
        }
    }

    private async Task CancelAsync(CancellationToken rest)
    {
        var answer = await SendAsync("cancel", HttpMethod.Post, $"/api/v1/orders/{Told.OrderIds[0]}/cancel", body: null, rest);
        Told.IsCancelAccepted = answer?.Status is HttpStatusCode.OK or HttpStatusCode.Accepted;
    }

    private async Task ReadAsync(CancellationToken rest)
    {
        while (Told.Statuses is not ([.., "FAILED"] or [.., "CANCELLED"]) && !rest.IsCancellationRequested)
        {
            await ReadOnceAsync(Told.OrderIds[0], rest);
            await Task.Delay(Pace, TimeProvider.System, rest);
        }
    }

    private async Task ReadOnceAsync(long orderId, CancellationToken ct)
    {
        var answer = await SendAsync("read", HttpMethod.Get, $"/api/v1/orders/{orderId}", body: null, ct);
        if (answer?.Status == HttpStatusCode.OK)
        {
            Told.HearOrder(orderId, answer.Order.Status);
        }
        else if (answer?.Status == HttpStatusCode.NotFound)
        {
            Told.HearOrder(orderId, "NOT FOUND");
        }
    }

    /// <returns>Null: nothing was heard, and what became of it is not known.</returns>
    private async Task<Answer?> SendAsync(string what, HttpMethod method, string path, object? body, CancellationToken rest)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(rest);
        limit.CancelAfter(Patience);
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("X-USER-ID", stage.MemberOf(order));
        if (order.HasKey && what == "order")
        {
            request.Headers.Add("Idempotency-Key", _key);
        }

        try
        {
            using var client = api();
            using var response = await client.SendAsync(request, limit.Token);
            var answer = await Answer.ReadAsync(response, limit.Token);
            Told.Hear(clock.Now, $"{what}: {(int)answer.Status} {WordsOf(answer)}");
            return answer;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !rest.IsCancellationRequested)
        {
            Told.Hear(clock.Now, $"{what}: no answer ({e.GetBaseException().Message})");
            return null;
        }
    }

    private static string? WordsOf(Answer answer) => answer.Status switch
    {
        HttpStatusCode.OK or HttpStatusCode.Accepted =>
            $"order {answer.Order.Id} {answer.Order.Status}, payment {answer.Order.Payment.Status}",
        _ => answer.ErrorCode,
    };
}
