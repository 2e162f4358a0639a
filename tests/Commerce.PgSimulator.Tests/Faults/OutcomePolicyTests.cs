using Commerce.PgSimulator.Faults;
using Commerce.PgSimulator.Payments;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Tests.Faults;

public sealed class OutcomePolicyTests
{
    private const string DiceCard = "1234-5678-9814-1451";
    private const int Many = 20_000;

    [Fact]
    public void The_default_dice_are_the_originals()
    {
        var plans = Plans(new FaultOptions { Seed = 1 }, Many);

        var stored = plans.Where(plan => plan.IsStored).ToList();
        Assert.Equal(0.40, Share(plans, plan => plan.Answer == AnswerFault.Refuse), 0.01);
        Assert.All(stored, plan => Assert.Equal(AnswerFault.None, plan.Answer));
        Assert.Equal(0.20, Share(stored, plan => plan.Verdict == Verdict.LimitExceeded), 0.01);
        Assert.Equal(0.10, Share(stored, plan => plan.Verdict == Verdict.InvalidCard), 0.01);
        Assert.Equal(0.70, Share(stored, plan => plan.Verdict == Verdict.Approved), 0.01);
        Assert.All(plans, plan => Assert.Equal(new CallbackPlan(Copies: 1, Delay: TimeSpan.Zero, CallbackFlaw.None), plan.Callback));
        Assert.DoesNotContain(plans, plan => plan.CallbackBeforeAnswer);
    }

    [Fact]
    public void The_default_delays_are_the_originals()
    {
        var plans = Plans(new FaultOptions { Seed = 1 }, Many);

        var accept = plans.Select(plan => plan.AcceptDelay.TotalMilliseconds).ToList();
        Assert.Equal((100, 500), (accept.Min(), accept.Max()));
        Assert.Equal(300, accept.Average(), 3.0);
        var process = plans.Select(plan => plan.ProcessDelay!.Value.TotalMilliseconds).ToList();
        Assert.InRange(process.Min(), 1_000, 1_010);
        Assert.InRange(process.Max(), 4_990, 5_000);
        Assert.Equal(3_000, process.Average(), 30.0);
    }

    [Fact]
    public void The_outcomes_keep_the_originals_words()
    {
        Assert.Equal(new Verdict(PaymentStatus.SUCCESS, "정상 승인되었습니다."), Verdict.Approved);
        Assert.Equal(new Verdict(PaymentStatus.FAILED, "한도초과입니다. 다른 카드를 선택해주세요."), Verdict.LimitExceeded);
        Assert.Equal(new Verdict(PaymentStatus.FAILED, "잘못된 카드입니다. 다른 카드를 선택해주세요."), Verdict.InvalidCard);
    }

    [Fact]
    public void The_same_seed_gives_the_same_outcomes_and_another_seed_others()
    {
        var once = Plans(new FaultOptions { Seed = 42 }, 100);

        Assert.Equal(once, Plans(new FaultOptions { Seed = 42 }, 100));
        Assert.NotEqual(once, Plans(new FaultOptions { Seed = 43 }, 100));
    }

    [Fact]
    public void Reseeding_starts_the_sequence_anew()
    {
        var policy = Policy(new FaultOptions { Seed = 42 });
        var once = Next(policy, 100);

        policy.Reseed(42);

        Assert.Equal(once, Next(policy, 100));
    }

    [Fact]
    public void Turning_one_dial_shifts_no_other_roll()
    {
        var calm = Plans(new FaultOptions { Seed = 42 }, 1_000);
        var wild = Plans(new FaultOptions { Seed = 42, CallbackDropRate = 0.5, TooManyRequestsRate = 0.3, NeverRate = 0.2 }, 1_000);

        Assert.Equal(calm.Select(plan => plan.AcceptDelay), wild.Select(plan => plan.AcceptDelay));
        Assert.Equal(calm.Select(plan => plan.Answer == AnswerFault.Refuse), wild.Select(plan => plan.Answer == AnswerFault.Refuse));
        Assert.Equal(calm.Select(plan => plan.Verdict), wild.Select(plan => plan.Verdict));
        Assert.Contains(wild, plan => plan.Callback.Copies == 0);
    }

    [Fact]
    public void Neighbouring_requests_do_not_resemble_each_other()
    {
        var refused = Plans(new FaultOptions { Seed = 7, RefuseRate = 0.5 }, Many).Select(plan => plan.Answer == AnswerFault.Refuse)
            .ToList();

        var same = refused.Zip(refused.Skip(1)).Count(pair => pair.First == pair.Second);
        Assert.Equal(0.5, (double)same / (Many - 1), 0.02);
    }

    [Fact]
    public void Without_a_seed_there_is_one_that_can_be_told() => Assert.NotEqual(
        Policy(new FaultOptions()).Seed, Policy(new FaultOptions()).Seed);

    private static List<PaymentPlan> Plans(FaultOptions faults, int count) => Next(Policy(faults), count);

    private static List<PaymentPlan> Next(OutcomePolicy policy, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => policy.NextPayment(DiceCard))];

    private static OutcomePolicy Policy(FaultOptions faults) => new(new FaultControl(Options.Create(faults)));

    private static double Share(List<PaymentPlan> plans, Func<PaymentPlan, bool> isSo) => (double)plans.Count(isSo) / plans.Count;
}
