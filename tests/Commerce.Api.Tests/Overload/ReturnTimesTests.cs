extern alias CommerceApi;

using CommerceApi::Commerce.Api.Overload;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.Api.Tests.Overload;

/// <summary>Those who are refused are told to come one after the other, as fast as others are let in.</summary>
public sealed class ReturnTimesTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_first_may_come_in_a_second_and_each_next_one_a_turn_later()
    {
        var returns = new ReturnTimes(atOnce: 2, Longest, _time); // Two a second until more is known.

        Assert.Equal([1, 1, 1.5, 2, 2.5], Waits(returns, 5));
    }

    [Fact]
    public void Turns_follow_each_other_at_the_rate_at_which_requests_were_let_in()
    {
        var returns = new ReturnTimes(atOnce: 32, Longest, _time);
        _time.Advance(TimeSpan.FromSeconds(2));

        returns.Next(letIn: 20); // Ten a second.

        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 1, 1.1, 1.2], Waits(returns, 11, letIn: 20));
    }

    [Fact]
    public void A_turn_that_has_come_is_not_waited_for()
    {
        var returns = new ReturnTimes(atOnce: 1, Longest, _time);
        Waits(returns, 20);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal([1], Waits(returns, 1));
    }

    [Fact]
    public void When_nobody_is_let_in_one_a_second_is_tried()
    {
        var returns = new ReturnTimes(atOnce: 32, Longest, _time);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([1, 2, 3], Waits(returns, 3, letIn: 0));
    }

    [Fact]
    public void What_was_let_in_long_ago_or_by_a_limit_that_began_anew_does_not_count()
    {
        var returns = new ReturnTimes(atOnce: 2, Longest, _time);
        returns.Next(letIn: 1_000);
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal([1, 1, 1.5], Waits(returns, 3, letIn: 1_001));

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([1, 1, 1, 1, 1.25], Waits(returns, 5, letIn: 40));
    }

    [Fact]
    public void Who_finds_every_turn_taken_is_spread_over_the_second_half_of_the_longest_wait()
    {
        var returns = new ReturnTimes(atOnce: 1, TimeSpan.FromSeconds(6), _time);

        Assert.Equal([1, 2, 3, 4, 5, 6, 6, 5, 4, 6, 5, 4], Waits(returns, 12));
    }

    private static double[] Waits(ReturnTimes returns, int count, long letIn = 0) =>
        [.. Enumerable.Range(0, count).Select(_ => Math.Round(returns.Next(letIn).TotalSeconds, 3))];
}
