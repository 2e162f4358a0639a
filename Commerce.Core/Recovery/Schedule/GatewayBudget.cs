namespace Commerce.Core.Recovery.Schedule;

/// <summary>
/// How many requests a second may be sent to PGs when no customer's order waits for them: recovery after an outage must not be the next
/// one, however many processes recover. Each spends from a share that it takes from the database for the next seconds; one that spends
/// nothing asks for none. Spent before the request, so that waiting in line does not count as the PG's slowness.
/// </summary>
public sealed class GatewayBudget : IDisposable
{
    /// <summary>
    /// A look is the order's list and the payment itself. Duplicates cost one more each, which is too rare to save up for.
    /// </summary>
    public const int Look = 2;

    /// <summary>The books, the cancel, and the books again.</summary>
    public const int Void = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Renewal = ClaimBudgetShare.Lease / 2;

    private readonly Func<CancellationToken, Task<double>> _claim;
    private readonly TimeProvider _time;
    private readonly TokenBucket _tokens;
    private readonly SemaphoreSlim _line = new(1);
    private long? _claimedAt;

    /// <param name="claim">Takes a share for <see cref="ClaimBudgetShare.Lease"/>: requests a second.</param>
    internal GatewayBudget(Func<CancellationToken, Task<double>> claim, TimeProvider time) =>
        (_claim, _time, _tokens) = (claim, time, new TokenBucket(Void, time));

    /// <summary>Returns when so many requests are within the budget, in order of arrival.</summary>
    /// <param name="end">Nothing is waited for any longer.</param>
    /// <returns>False when the end came first, and nothing was spent.</returns>
    public async Task<bool> SpendAsync(int requests, CancellationToken end, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end, ct);
        try
        {
            await WaitAsync(requests, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The same for somebody who waits for an answer, and therefore for a second at most.</summary>
    /// <returns>False when so many requests are not within the budget now.</returns>
    public async Task<bool> TrySpendAsync(int requests, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Patience, _time);
        return await SpendAsync(requests, limit.Token, ct);
    }

    public void Dispose() => _line.Dispose();

    private async Task WaitAsync(int requests, CancellationToken ct)
    {
        await _line.WaitAsync(ct);
        try
        {
            while (true)
            {
                ct.ThrowIfCancellationRequested();
                var renewal = await ClaimAsync(ct);
                if (_tokens.Take(requests) is not { } wait)
                {
                    return;
                }

                await Task.Delay(wait < renewal ? wait : renewal, _time, ct);
            }
        }
        finally
        {
            _line.Release();
        }
    }

    /// <returns>When it has to be taken anew.</returns>
    private async Task<TimeSpan> ClaimAsync(CancellationToken ct)
    {
        var age = _claimedAt is { } at ? _time.GetElapsedTime(at) : ClaimBudgetShare.Lease;
        if (age < Renewal)
        {
            return Renewal - age;
        }

        // Its time counts from the question: the database's begins later, and so ends later. Nothing is spent of one that is not there.
        var asked = _time.GetTimestamp();
        if (age >= ClaimBudgetShare.Lease)
        {
            _tokens.Empty();
        }

        var rate = await _claim(ct);
        _tokens.Refill(rate);
        _claimedAt = asked;
        return Renewal;
    }
}
