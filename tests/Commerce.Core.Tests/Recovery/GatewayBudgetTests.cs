using Commerce.Core.Recovery.Schedule;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.Core.Tests.Recovery;

public sealed class GatewayBudgetTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider _time = new();
    private int _claims;
    private double _share = 10;

    [Fact]
    public async Task What_is_over_the_share_waits()
    {
        using var budget = Budget();
        var looks = Enumerable.Range(0, 12).Select(_ => SpendAsync(budget)).ToList();

        await PassAsync(TimeSpan.FromSeconds(1), looks);
        Assert.InRange(looks.Count(look => look.IsCompleted), 4, 6); // Two requests each, ten a second.

        await PassAsync(TimeSpan.FromSeconds(2), looks);
        Assert.All(await Task.WhenAll(looks), Assert.True);
    }

    [Fact]
    public async Task A_share_is_taken_anew_once_a_second_while_it_is_spent_and_never_else()
    {
        using var budget = Budget();
        Assert.Equal(0, _claims);
        var looks = Enumerable.Range(0, 20).Select(_ => SpendAsync(budget)).ToList();
        await PassAsync(TimeSpan.FromSeconds(5), looks);

        Assert.InRange(_claims, 3, 6);
        var before = _claims;
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(before, _claims);
    }

    [Fact]
    public async Task Nothing_is_saved_up_of_a_share_that_is_over()
    {
        _share = 100;
        using var budget = Budget();
        var first = SpendAsync(budget);
        await PassAsync(TimeSpan.FromSeconds(1), [first]);
        _time.Advance(TimeSpan.FromHours(1));

        var looks = Enumerable.Range(0, 50).Select(_ => SpendAsync(budget)).ToList();
        await PassAsync(TimeSpan.FromMilliseconds(100), looks);

        Assert.InRange(looks.Count(look => look.IsCompleted), 1, 10);
    }

    [Fact]
    public async Task Who_is_given_no_share_waits_until_there_is_one()
    {
        _share = 0;
        using var budget = Budget();
        var look = SpendAsync(budget);
        await PassAsync(TimeSpan.FromSeconds(3), [look]);
        Assert.False(look.IsCompleted);

        _share = 10;
        await PassAsync(TimeSpan.FromSeconds(3), [look]);
        Assert.True(look.IsCompleted);
    }

    [Fact]
    public async Task Whoever_waits_for_an_answer_is_told_after_a_second_that_there_is_no_budget()
    {
        _share = 0;
        using var budget = Budget();
        var look = budget.TrySpendAsync(GatewayBudget.Look, _ct);
        await PassAsync(TimeSpan.FromSeconds(2), [look]);

        Assert.False(await look);
    }

    [Fact]
    public async Task The_end_of_the_process_ends_the_wait()
    {
        _share = 0;
        using var budget = Budget();
        using var end = new CancellationTokenSource();
        var look = budget.SpendAsync(GatewayBudget.Look, end.Token, _ct);
        await end.CancelAsync();

        Assert.False(await look);
    }

    private GatewayBudget Budget() => new(
        _ =>
        {
            _claims++;
            return Task.FromResult(_share);
        },
        _time);

    private Task<bool> SpendAsync(GatewayBudget budget) => budget.SpendAsync(GatewayBudget.Look, CancellationToken.None, _ct);

    // In steps, with time for whoever waits to go on: continuations run on other threads.
    private async Task PassAsync(TimeSpan time, IReadOnlyList<Task<bool>> waiting)
    {
        var step = TimeSpan.FromMilliseconds(50);
        for (var passed = TimeSpan.Zero; passed < time && waiting.Any(task => !task.IsCompleted); passed += step)
        {
            _time.Advance(step);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, _ct);
        }
    }
}
