using Commerce.Core.Payments;
using Commerce.Core.Recovery.Schedule;
using Microsoft.Extensions.Options;

namespace Commerce.Core.Tests.Recovery;

public sealed class LookupScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly LookupSchedule _schedule = new(Options.Create(new RecoveryOptions()));

    [Fact]
    public void Gaps_double_from_ten_seconds_to_ten_minutes()
    {
        var payment = Open();
        double[] nominal = [20, 40, 80, 160, 320, 600, 600];
        foreach (var gap in nominal)
        {
            var next = _schedule.Next(payment, absent: false, Start);
            Assert.InRange((next!.Value - Start).TotalSeconds, gap * 0.75, gap * 1.25);
            payment.LookAgain(next, absent: false);
        }

    }

    [Theory]
    [InlineData(1, 60, false)]
    [InlineData(2, 9, false)]
    [InlineData(2, 10, true)]
    public void Absence_is_proven_by_two_looks_after_the_grace_and_not_before(int absentLooks, int age, bool proven) =>
        Assert.Equal(proven, _schedule.ProvesAbsence(Open(), absentLooks, Start.AddSeconds(age)));

    [Fact]
    public void A_sign_of_life_between_two_absences_starts_the_count_anew()
    {
        var payment = Open();
        payment.LookAgain(Start, absent: true);
        payment.LookAgain(Start, absent: false);
        payment.LookAgain(Start, absent: true);

        Assert.Equal(1, payment.AbsentLooks);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(61, true)]
    [InlineData((7 * 24 * 60) - 1, true)]
    [InlineData((7 * 24 * 60) + 1, false)]
    public void A_payment_that_failed_without_the_pgs_word_is_looked_at_for_a_week(int minutes, bool looked)
    {
        var payment = Open();
        payment.Fail(new PaymentResult.Failed(FailureCode.NotFoundAtGateway, Certain: false), lookAgainAt: Start.AddSeconds(10), Start);

        Assert.Equal(looked, _schedule.Next(payment, absent: true, Start.AddMinutes(minutes)) is not null);
    }

    [Fact]
    public void Silence_does_not_end_the_looks_at_a_payment_that_failed()
    {
        var payment = Open();
        payment.Fail(new PaymentResult.Failed(FailureCode.GatewayTimeout, Certain: false), lookAgainAt: Start.AddSeconds(10), Start);

        Assert.NotNull(_schedule.Next(payment, absent: false, Start.AddDays(1)));
    }

    [Fact]
    public void Looks_at_a_payment_that_failed_come_at_least_every_six_hours()
    {
        var payment = Open();
        payment.Fail(new PaymentResult.Failed(FailureCode.NotFoundAtGateway, Certain: false), lookAgainAt: Start.AddSeconds(10), Start);
        var now = Start;
        for (var looks = 0; looks < 30; looks++)
        {
            var next = _schedule.Next(payment, absent: true, now)!.Value;
            Assert.InRange(next - now, TimeSpan.FromSeconds(15), TimeSpan.FromHours(7.5)); // Six hours, and a quarter of it either way.
            payment.LookAgain(next, absent: true);
            now = next;
        }

        Assert.True(now - Start > TimeSpan.FromDays(4));
    }

    [Fact]
    public void A_payment_that_somebody_asks_about_is_looked_at_again_within_the_week()
    {
        var payment = Open();
        payment.Fail(new PaymentResult.Failed(FailureCode.GatewayUnavailable, Certain: true), lookAgainAt: null, Start);

        Assert.NotNull(_schedule.Next(payment, absent: true, Start));
        Assert.Null(_schedule.Next(payment, absent: true, Start.AddDays(8)));
    }

    private static Payment Open() =>
        Payment.AtGateway(1, 5_000, Card.Parse("KB", "1234-5678-9814-1451"), "simulator", Start, Start.AddSeconds(10));
}
