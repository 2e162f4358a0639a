using Commerce.Core.Persistence;
using Microsoft.Extensions.Time.Testing;

namespace Commerce.Core.Tests.Persistence;

public sealed class DatabaseTimeTests
{
    private static readonly DateTimeOffset Told = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void The_time_goes_on_from_what_the_database_said_whatever_the_clock_here_says()
    {
        var machine = new FakeTimeProvider(Told.AddHours(-3));
        var time = new DatabaseTime(Told, machine.GetTimestamp(), machine);

        machine.Advance(TimeSpan.FromTicks(1_234_567));

        Assert.Equal(Told.AddTicks(1_234_560), time.Reckon());
    }

    [Fact]
    public void After_a_second_the_database_is_asked_again()
    {
        var machine = new FakeTimeProvider(Told);
        var time = new DatabaseTime(Told, machine.GetTimestamp(), machine);

        machine.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(time.Reckon());
        machine.Advance(TimeSpan.FromTicks(1));
        Assert.Null(time.Reckon());
    }

    [Fact]
    public void A_long_way_to_the_database_is_nothing_to_go_by()
    {
        var machine = new FakeTimeProvider(Told);
        var asked = machine.GetTimestamp();

        machine.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(Told.AddMilliseconds(50), new DatabaseTime(Told, asked, machine).Reckon());
        machine.Advance(TimeSpan.FromTicks(1));
        Assert.Null(new DatabaseTime(Told, asked, machine).Reckon());
    }

    [Theory]
    [InlineData(3_600)] // It has slept: the stopwatch stood still.
    [InlineData(-3_600)] // Somebody has set the clock.
    public void After_a_jump_of_the_wall_clock_the_database_is_asked_again(int seconds)
    {
        var machine = new JumpingClock();
        var time = new DatabaseTime(Told, machine.GetTimestamp(), machine);
        Assert.NotNull(time.Reckon());

        machine.Jump = TimeSpan.FromSeconds(seconds);

        Assert.Null(time.Reckon());
    }

    private sealed class JumpingClock : TimeProvider
    {
        public TimeSpan Jump { get; set; }

        public override DateTimeOffset GetUtcNow() => Told + Jump;

        public override long GetTimestamp() => 0;
    }
}
