namespace Commerce.Chaos.Interleavings;

/// <summary>
/// One piece of work that a process does for the payment. It runs alone until it is over, or until the PG's answer is held back on its
/// way: then others run, and it goes on when it is let.
/// </summary>
internal sealed class Actor : IDisposable
{
    private static readonly AsyncLocal<Actor?> Running = new();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _death = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PgCall? _holdsAt;
    private readonly Crash _crash;

    private Actor(PgCall? holdsAt, Crash crash) => (_holdsAt, _crash) = (holdsAt, crash);

    public static Actor? Current => Running.Value;

    /// <summary>What it does, once it was begun.</summary>
    public Task Work { get; private set; } = Task.CompletedTask;

    public bool HasDied => _death.IsCancellationRequested;

    /// <summary>Begins it, and returns when it is over, has died, or is held.</summary>
    /// <param name="holdsAt">The call whose answer is held back; null: none.</param>
    public static async Task<Actor> BeginAsync(PgCall? holdsAt, Crash crash, Func<CancellationToken, Task> work)
    {
        var actor = new Actor(holdsAt, crash);
        actor.Work = Task.Run(() =>
        {
            Running.Value = actor;
            return work(actor._death.Token);
        });
        await actor.SettleAsync(actor._held.Task);
        return actor;
    }

    /// <summary>Lets it go on, and returns when it is over.</summary>
    public async Task ReleaseAsync()
    {
        _release.TrySetResult();
        await SettleAsync(new TaskCompletionSource().Task);
    }

    public void Dispose() => _death.Dispose();

    /// <summary>The PG has the call and answers; the answer may be held back.</summary>
    public Task AnswerAsync(PgCall call)
    {
        if (call != _holdsAt || _release.Task.IsCompleted)
        {
            return Task.CompletedTask;
        }

        _held.TrySetResult();
        return _release.Task;
    }

    /// <summary>Dies here when the crash is armed for this point: nothing that it was about to do is done.</summary>
    public ValueTask ReachAsync(string point)
    {
        if (!_crash.Takes(point))
        {
            return ValueTask.CompletedTask;
        }

        _death.Cancel(); // What handles failures must not handle this one: a dead process handles nothing.
        throw new OperationCanceledException(point, _death.Token);
    }

    private async Task SettleAsync(Task orElse)
    {
        using var limit = new CancellationTokenSource();
        var over = await Task.WhenAny(Work, orElse, Task.Delay(Patience, TimeProvider.System, limit.Token));
        await limit.CancelAsync();
        if (over != Work && over != orElse)
        {
            throw new TimeoutException("A step waited for another one that waits for the PG: a transaction was open meanwhile.");
        }

        if (over == Work && !HasDied)
        {
            await Work;
        }
    }
}

/// <summary>What the PG can be called for.</summary>
internal enum PgCall
{
    Request,
    Look,
    Void,
}

/// <summary>One crash that is still to come, if it is armed.</summary>
internal sealed class Crash(string? point)
{
    private bool _isArmed;

    public bool HasHappened { get; private set; }

    public void Arm() => _isArmed = true;

    public bool Takes(string reached)
    {
        if (!_isArmed || HasHappened || reached != point)
        {
            return false;
        }

        HasHappened = true;
        return true;
    }
}
