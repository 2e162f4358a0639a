using Commerce.TestHost.Load;

namespace Commerce.Api.Load.Overload;

/// <summary>Customers who order and customers who look around, and what they are told.</summary>
internal sealed class Rush(ShopClient client, Func<int, string> memberOf, RushFigures figures)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LastLook = TimeSpan.FromMinutes(2);

    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>So many customers come at a steady rate, whether the earlier ones are answered or not.</summary>
    /// <param name="perSecond">How many come in a second.</param>
    /// <param name="come">What each does, counted from when he was meant to come.</param>
    public async Task ArriveAsync(int customers, double perSecond, Func<int, long, Task> come)
    {
        var (start, goodput) = (_time.GetTimestamp(), CountGoodputAsync(TimeSpan.FromSeconds(customers / perSecond)));
        var there = new List<Task>(customers);
        while (there.Count < customers)
        {
            var due = Math.Min(customers, 1 + (int)(_time.GetElapsedTime(start).TotalSeconds * perSecond));
            for (var number = there.Count; number < due; number++)
            {
                there.Add(come(number, start + (long)(number / perSecond * _time.TimestampFrequency)));
            }

            await Task.Delay(Tick, _time);
        }

        await goodput;
        await Task.WhenAll(there);
    }

    /// <summary>So many customers each do one thing after the other; who is refused comes again when he was told to.</summary>
    public async Task StayAsync(int customers, TimeSpan duration, Func<int, long, Task<TimeSpan?>> act)
    {
        var (start, acts) = (_time.GetTimestamp(), 0);
        var staying = Task.WhenAll(Enumerable.Range(0, customers).Select(async _ =>
        {
            while (_time.GetElapsedTime(start) < duration)
            {
                if (await act(Interlocked.Increment(ref acts), _time.GetTimestamp()) is { } wait)
                {
                    await Task.Delay(wait, _time);
                }
            }
        }));
        await CountGoodputAsync(duration);
        await staying;
    }

    /// <summary>
    /// Wants one piece: who is refused comes again when he is told to, under the same idempotency key, until he has it, hears that there is
    /// none, or would have to wait for longer than he has patience.
    /// </summary>
    public async Task BuyPatientlyAsync(int number, long product, long meantAt, TimeSpan betweenLooks, TimeSpan patience)
    {
        var (came, key) = (_time.GetTimestamp(), $"{memberOf(number)}-{product}");
        while (await BuyAsync(number, product, meantAt, betweenLooks, key) is { } wait)
        {
            if (_time.GetElapsedTime(came) + wait > patience)
            {
                figures.Count("gave up");
                return;
            }

            await Task.Delay(wait, _time);
            meantAt = _time.GetTimestamp();
        }
    }

    /// <summary>Places an order and looks at it until it has ended.</summary>
    /// <returns>When to come again; null: the order was taken or refused for good.</returns>
    public async Task<TimeSpan?> BuyAsync(int number, long product, long meantAt, TimeSpan betweenLooks, string? key = null)
    {
        var member = memberOf(number);
        var answer = await client.PlaceAsync(member, product, key);
        figures.Add(figures.Placing, "order", answer, _time.GetElapsedTime(meantAt));
        if (answer.Order is not { } order)
        {
            return answer.RetryAfter;
        }

        var placedAt = _time.GetTimestamp();
        while (order.Status == "PENDING" && _time.GetElapsedTime(placedAt) < LastLook)
        {
            await Task.Delay(betweenLooks, _time);
            var lookedAt = _time.GetTimestamp();
            var look = await client.ReadOrderAsync(member, order.Id);
            figures.Add(figures.Following, "look", look, _time.GetElapsedTime(lookedAt));
            order = look.Order ?? order;
        }

        figures.Count(order.Status);
        return null;
    }

    public async Task<TimeSpan?> ReadAsync(long meantAt, Latencies? among = null)
    {
        var answer = await client.ReadCatalogueAsync();
        figures.Add(among ?? figures.Reading, "read", answer, _time.GetElapsedTime(meantAt));
        return answer.RetryAfter;
    }

    // In the first fifth the first orders are on their way: a short run is not to be the worse for its beginning.
    private async Task CountGoodputAsync(TimeSpan duration)
    {
        var leadIn = duration / 5;
        await Task.Delay(leadIn, _time);
        var (start, before) = (_time.GetTimestamp(), figures.Completed);
        await Task.Delay(duration - leadIn, _time);
        (figures.Elapsed, figures.CompletedInTime) = (_time.GetElapsedTime(start), figures.Completed - before);
    }
}
