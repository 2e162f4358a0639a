using Dapper;

namespace Commerce.Chaos.Interleavings;

/// <summary>
/// Lets the worker bring everything to its end: the PG decides, what is due is done when its time comes, and no callback helps any more.
/// </summary>
internal sealed class EndInterleaving(InterleavedShop shop, InterleavedOrder order)
{
    private const int MostRounds = 60;

    private const string Due = """
        SELECT (SELECT MIN(next_look_at) FROM commerce_payments), (SELECT MIN(next_try_at) FROM outbox),
            (SELECT MIN(next_try_at) FROM callback_inbox)
        """;

    private const string End = """
        SELECT o.status, (SELECT COUNT(*) FROM commerce_payments WHERE order_id = o.id AND status IN ('PENDING', 'TIMEOUT'))
        FROM orders o WHERE o.id = @orderId
        """;

    private string Books => $"""
        INSERT INTO {shop.PgDatabase}.payments (transaction_key, order_id, amount, status) VALUES (@Key, @OrderId, @Amount, @Status);
        INSERT INTO {shop.PgDatabase}.cancels (transaction_key, amount, was_captured)
        SELECT @Key, @Amount, @IsCaptured FROM DUAL WHERE @Status = 'CANCELLED'
        """;

    /// <returns>A sentence for each promise that was not kept.</returns>
    public async Task<IReadOnlyList<string>> ExecuteAsync(bool captures)
    {
        shop.Pg.Decide(captures);
        var rounds = 0;
        while (await NextAsync() is { } next && rounds++ < MostRounds)
        {
            if (next.Due > shop.Time.GetUtcNow())
            {
                shop.Time.Advance(next.Due - shop.Time.GetUtcNow());
            }

            await next.Work(CancellationToken.None);
        }

        foreach (var row in shop.Pg.Rows)
        {
            await shop.Server.ExecuteAsync(Books, row);
        }

        return [.. await BreachesAsync(rounds)];
    }

    private async Task<(DateTimeOffset Due, Func<CancellationToken, Task> Work)?> NextAsync()
    {
        var (looks, messages, callbacks) = await shop.Server.QuerySingleAsync<(DateTime?, DateTime?, DateTime?)>(Due);
        (DateTime? Due, Func<CancellationToken, Task> Work)[] kinds =
            [(looks, order.LookAsync), (messages, order.DeliverAsync), (callbacks, order.RetryCallbacksAsync)];
        return kinds.Where(kind => kind.Due is not null).OrderBy(kind => kind.Due).FirstOrDefault() is { Due: { } due, Work: var work }
            ? (new DateTimeOffset(DateTime.SpecifyKind(due, DateTimeKind.Utc)), work)
            : null;
    }

    private async Task<List<string>> BreachesAsync(int rounds)
    {
        var breaches = new List<string>();
        if (rounds > MostRounds)
        {
            breaches.Add($"I11 after {MostRounds} rounds of the worker there is still something due");
        }

        if (await order.OrderIdAsync() is not { } orderId)
        {
            return order.Told.Count == 0 ? breaches : [.. breaches, "I17 an order was acknowledged and is not there"];
        }

        var (status, open) = await shop.Server.QuerySingleAsync<(string, long)>(End, new { orderId });
        if (open > 0 || status == "PENDING")
        {
            breaches.Add($"I11 order {orderId} is {status} with {open} open payments, and nothing is due");
        }

        order.Ended = status;
        var history = order.Told.Select(told => told.ToString().ToUpperInvariant()).Append(status).ToList();
        breaches.AddRange(history.Zip(history.Skip(1)).Where(pair => !MayFollow(pair.First, pair.Second))
            .Select(pair => $"I10 the member of order {orderId} was told {pair.First}, then it was {pair.Second}"));
        if (order.IsCancelAccepted && status != "CANCELLED")
        {
            breaches.Add($"I14 the member of order {orderId} was told that his money goes back, and it is {status}");
        }

        return breaches;
    }

    private static bool MayFollow(string before, string after) => before == after || (before, after) switch
    {
        ("PENDING", _) => true,
        ("COMPLETED", "CANCELLED") => true,
        _ => false,
    };
}
