using Commerce.ServiceDefaults.Failures;

namespace Commerce.Chaos.Interleavings;

/// <summary>
/// Plays one order of steps on a fresh order, lets everything come to its end, and says what of the promises was not kept. One piece of
/// work runs at a time, and the clock moves between steps alone: the same steps give the same end.
/// </summary>
internal sealed class PlayInterleaving(InterleavedShop shop)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    // Reached before the first step that can be drawn: the request is sent with the order.
    private static readonly string[] BeforeAnyStep = [FailurePoints.OrderCommitted, FailurePoints.PaymentBeforeRequest];

    private readonly Dictionary<Step, Actor> _held = [];
    private readonly List<Actor> _actors = [];
    private InterleavedOrder _order = null!;
    private Crash _crash = null!;
    private bool _captures;

    /// <returns>A sentence for each promise that was not kept, by what the member was told and what has not come to its end.</returns>
    public async Task<PlayedInterleaving> ExecuteAsync(Interleaving interleaving)
    {
        var variant = interleaving.Variant;
        _held.Clear();
        (_order, _crash) = (new InterleavedOrder(shop, interleaving), new Crash(variant.CrashAt));
        _captures = variant.Verdict != Verdict.Declined;
        shop.Pg.Forget();
        (shop.Pg.Answer, shop.Pg.KeepsTwice) = (variant.Answer, variant.Verdict == Verdict.CapturedTwice);
        await _order.MakeAsync();
        if (BeforeAnyStep.Contains(variant.CrashAt))
        {
            _crash.Arm();
        }

        _held[Step.PostAnswered] = await BeginAsync(PgCall.Request, _order.PlaceAsync);
        if (variant.Verdict == Verdict.CapturedSoldOut)
        {
            await _order.SellOutAsync();
        }

        foreach (var step in interleaving.Steps)
        {
            shop.Time.Advance(Tick);
            await TakeAsync(step);
        }

        foreach (var held in _held.Values.ToList())
        {
            await held.ReleaseAsync();
        }

        _actors.ForEach(actor => actor.Dispose());
        var breaches = await new EndInterleaving(shop, _order).ExecuteAsync(_captures);
        return new PlayedInterleaving(interleaving, await _order.OrderIdAsync(), _crash.HasHappened, _order.Ended, breaches);
    }

    private async Task TakeAsync(Step step)
    {
        switch (step)
        {
            case Step.PostAnswered or Step.LateLookAnswered or Step.VoidAnswered:
                await ReleaseAsync(step);
                break;
            case Step.Decided:
                shop.Pg.Decide(_captures);
                break;
            case Step.Callback or Step.CallbackAgain:
                await BeginAsync(null, ct => _order.CallBackAsync(step == Step.CallbackAgain, ct));
                break;
            case Step.Look:
                await _order.MakeDueAsync();
                await BeginAsync(null, _order.LookAsync);
                break;
            case Step.LateLookBegun:
                await _order.MakeDueAsync();
                _held[Step.LateLookAnswered] = await BeginAsync(PgCall.Look, _order.LookAsync);
                break;
            case Step.Cancel:
                await BeginAsync(null, _order.CancelAsync);
                break;
            case Step.Sweep:
                await _order.MakeStaleAsync();
                await BeginAsync(null, _order.SweepAsync);
                break;
            case Step.VoidBegun:
                _held[Step.VoidAnswered] = await BeginAsync(PgCall.Void, _order.DeliverAsync);
                break;
            case Step.CrashArmed:
                _crash.Arm();
                break;
        }
    }

    private async Task<Actor> BeginAsync(PgCall? holdsAt, Func<CancellationToken, Task> work)
    {
        var actor = await Actor.BeginAsync(holdsAt, _crash, work);
        _actors.Add(actor);
        return actor;
    }

    private async Task ReleaseAsync(Step step)
    {
        if (_held.Remove(step, out var held))
        {
            await held.ReleaseAsync();
        }
    }
}

/// <param name="OrderId">Null: the crash came before there was one.</param>
/// <param name="Ended">The status in which the order ended; null: there is none.</param>
/// <param name="HasCrashed">The crash of the variant came about.</param>
internal sealed record PlayedInterleaving(
    Interleaving Interleaving, long? OrderId, bool HasCrashed, string? Ended, IReadOnlyList<string> Breaches)
{
    /// <summary>What came of it, in a line.</summary>
    public override string ToString() => $"{Interleaving}: {Ended ?? "no order"}{(HasCrashed ? ", crashed" : "")}";
}
