using Commerce.Core.Persistence;
using Commerce.MySql.Failover;

namespace Commerce.Core.Tests.Persistence;

/// <summary>An attempt at a transaction whose server has fallen silent is not waited for.</summary>
public sealed class HungAttemptTests : IDisposable
{
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _moved = new();
    private readonly CancellationTokenSource _given = new();
    private readonly TaskCompletionSource<int> _answer = new();
    private readonly Kept _context = new();

    public void Dispose()
    {
        _moved.Dispose();
        _given.Dispose();
    }

    [Fact]
    public async Task An_attempt_that_cannot_begin_is_left_and_its_connection_kept_from_others_until_the_server_speaks()
    {
        using var hung = Attempt(limit: TimeSpan.FromMilliseconds(10));

        await Assert.ThrowsAsync<ServerSilentException>(() => hung.WaitAsync(_answer.Task, _context));

        Assert.True(hung.IsLeft);
        Assert.True(hung.Token.IsCancellationRequested);
        Assert.False(_context.Closed.Task.IsCompleted);
        _answer.SetException(new InvalidOperationException("Seen by nobody."));
        await _context.Closed.Task;
    }

    [Fact]
    public async Task An_attempt_that_has_begun_may_take_its_time()
    {
        using var hung = Attempt(limit: TimeSpan.FromMilliseconds(200));
        hung.HasBegun();

        var waiting = hung.WaitAsync(_answer.Task, _context);
        await Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System, TestContext.Current.CancellationToken);
        _answer.SetResult(7);

        Assert.Equal(7, await waiting);
        Assert.True(_context.Closed.Task.IsCompleted);
    }

    [Fact]
    public async Task Of_a_commit_that_is_not_answered_it_is_not_known_whether_it_took_place()
    {
        using var hung = Attempt(Never);
        Action act = () => { };
        hung.HasBegun();
        hung.IsCommitting([act]);
        await _moved.CancelAsync();

        var unknown = await Assert.ThrowsAsync<CommitUnknownException>(() => hung.WaitAsync(_answer.Task, _context));

        Assert.IsType<PrimaryMovedException>(unknown.InnerException);
        Assert.Equal(act, Assert.Single(unknown.AfterCommit));
    }

    [Fact]
    public async Task Before_the_commit_it_is_known_that_nothing_took_place()
    {
        using var hung = Attempt(Never);
        await _moved.CancelAsync();

        await Assert.ThrowsAsync<PrimaryMovedException>(() => hung.WaitAsync(_answer.Task, _context));
        Assert.ThrowsAny<OperationCanceledException>(() => hung.IsCommitting([]));
    }

    [Fact]
    public async Task An_attempt_that_ends_because_it_took_too_long_to_begin_is_told_as_a_silence_and_not_as_a_callers_cancel()
    {
        using var hung = Attempt(limit: TimeSpan.FromMilliseconds(10));
        await using var end = hung.Token.Register(() => _answer.SetCanceled(hung.Token));

        await Assert.ThrowsAsync<ServerSilentException>(() => hung.WaitAsync(_answer.Task, _context));
        Assert.True(_context.Closed.Task.IsCompleted);
    }

    [Fact]
    public async Task What_an_attempt_ends_with_in_time_is_told_as_it_is()
    {
        using var hung = Attempt(Never);
        _answer.SetException(new InvalidOperationException("As it is."));

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => hung.WaitAsync(_answer.Task, _context));

        Assert.Equal("As it is.", thrown.Message);
        Assert.True(_context.Closed.Task.IsCompleted);
    }

    private HungAttempt Attempt(TimeSpan limit) => new(limit, _given.Token, _moved.Token);

    private sealed class Kept : IAsyncDisposable
    {
        public TaskCompletionSource Closed { get; } = new();

        public ValueTask DisposeAsync()
        {
            Closed.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }
}
