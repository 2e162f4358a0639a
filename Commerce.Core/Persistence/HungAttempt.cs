using Commerce.MySql.Failover;

namespace Commerce.Core.Persistence;

/// <summary>
/// Bounds how long one attempt at a transaction is waited for. To <c>START TRANSACTION</c> and to a statement that it prepares, the driver
/// waits for an answer without any limit and hears no token meanwhile; so a server that stands still would hold whoever asks for as long.
/// An attempt that hears nothing when it is told to end is left behind with its context and its connection: nobody else is given them, and
/// they are closed when the server speaks again or the connection breaks. It commits nothing any more, for its token is cancelled.
/// </summary>
internal sealed class HungAttempt : IDisposable
{
    // Who waits for a statement is through with it by then: the driver has tried to cancel it.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly CancellationToken _given;
    private readonly CancellationToken _moved;
    private readonly CancellationTokenSource _either;
    private volatile IReadOnlyList<Action>? _afterCommit;
    private volatile bool _isLeft;

    /// <param name="limit">How long a transaction may take to begin, with the connection that it may open.</param>
    /// <param name="given">The caller's.</param>
    /// <param name="moved">Cancelled when another server has become the primary.</param>
    public HungAttempt(TimeSpan limit, CancellationToken given, CancellationToken moved)
    {
        (_given, _moved) = (given, moved);
        _either = CancellationTokenSource.CreateLinkedTokenSource(given, moved);
        _either.CancelAfter(limit);
    }

    /// <summary>Cancelled when the attempt is to end.</summary>
    public CancellationToken Token => _either.Token;

    public bool HasMoved => _moved.IsCancellationRequested;

    /// <summary>Whether nobody waits for it any more.</summary>
    public bool IsLeft => _isLeft;

    /// <summary>From here on each statement has a limit of its own.</summary>
    public void HasBegun()
    {
        _either.CancelAfter(Timeout.InfiniteTimeSpan);
        Token.ThrowIfCancellationRequested();
    }

    /// <summary>From here on it is not known whether it took place, until its answer is heard.</summary>
    /// <param name="afterCommit">What is left to be done if it did.</param>
    public void IsCommitting(IReadOnlyList<Action> afterCommit)
    {
        Token.ThrowIfCancellationRequested();
        _afterCommit = afterCommit;
    }

    /// <summary>Waits for the attempt, and closes its context when it is over.</summary>
    /// <exception cref="ServerSilentException">The server has not answered, and nothing was committed.</exception>
    /// <exception cref="CommitUnknownException">It has not answered a COMMIT.</exception>
    public async Task<T> WaitAsync<T>(Task<T> attempt, IAsyncDisposable db)
    {
        try
        {
            if (await IsHungAsync(attempt))
            {
                _isLeft = true;
                _ = CloseLaterAsync(attempt, db);
                throw Unheard();
            }

            return await attempt;
        }
        catch (OperationCanceledException) when (Token.IsCancellationRequested && !_given.IsCancellationRequested)
        {
            throw Unheard(); // Cancelled by nobody but this.
        }
        finally
        {
            if (!_isLeft)
            {
                await db.DisposeAsync();
            }
        }
    }

    public void Dispose()
    {
        if (!_isLeft)
        {
            _either.Dispose();
        }
    }

    private async Task<bool> IsHungAsync(Task attempt)
    {
        try
        {
            await attempt.WaitAsync(Token);
            return false;
        }
        catch (Exception) when (attempt.IsCompleted)
        {
            return false; // Whatever it ended with, the caller awaits it.
        }
        catch (OperationCanceledException)
        {
            return await Task.WhenAny(attempt, Task.Delay(Grace, TimeProvider.System)) != attempt;
        }
    }

    private Exception Unheard()
    {
        Exception silence = HasMoved ? new PrimaryMovedException() : new ServerSilentException();
        return _afterCommit is { } acts ? new CommitUnknownException(silence) { AfterCommit = acts }
            : _given.IsCancellationRequested ? new OperationCanceledException(_given) : silence;
    }

    private async Task CloseLaterAsync(Task attempt, IAsyncDisposable db)
    {
        await attempt.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await db.DisposeAsync();
        _either.Dispose();
    }
}
