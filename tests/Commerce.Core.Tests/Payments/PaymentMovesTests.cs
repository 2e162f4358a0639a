using Commerce.Core.Errors;
using Commerce.Core.Payments;

namespace Commerce.Core.Tests.Payments;

/// <summary>Every status against every move: what the state table allows, and PAYMENT_002 for all the rest.</summary>
public sealed class PaymentMovesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly TransactionKey Key = new("20260102:TR:abc123");

    private static readonly Dictionary<string, (Action<Payment> Move, PaymentStatus Target)> Moves = new()
    {
        ["begin confirm"] = (payment => payment.BeginConfirm(Key, Now, Now, Now), PaymentStatus.Pending),
        ["succeed"] = (payment => payment.Succeed(Key, null, Now), PaymentStatus.Success),
        ["fail"] = (payment =>
            payment.Fail(new PaymentResult.Failed(FailureCode.Declined, Certain: true, Key), lookAgainAt: null, Now), PaymentStatus.Failed),
        ["time out"] = (payment => payment.TimeOut(Now), PaymentStatus.Timeout),
        ["cancel"] = (payment => payment.Cancel(Now), PaymentStatus.Cancelled),
    };

    public static TheoryData<PaymentStatus, string, bool> Grid() => new()
    {
        { PaymentStatus.AwaitingBuyer, "begin confirm", true },
        { PaymentStatus.AwaitingBuyer, "succeed", false },
        { PaymentStatus.AwaitingBuyer, "fail", true },
        { PaymentStatus.AwaitingBuyer, "time out", false },
        { PaymentStatus.AwaitingBuyer, "cancel", false },
        { PaymentStatus.Pending, "begin confirm", false },
        { PaymentStatus.Timeout, "begin confirm", false },
        { PaymentStatus.Success, "begin confirm", false },
        { PaymentStatus.Failed, "begin confirm", false },
        { PaymentStatus.Cancelled, "begin confirm", false },
        { PaymentStatus.Pending, "succeed", true },
        { PaymentStatus.Pending, "fail", true },
        { PaymentStatus.Pending, "time out", true },
        { PaymentStatus.Timeout, "succeed", true },
        { PaymentStatus.Timeout, "fail", true },
        { PaymentStatus.Timeout, "time out", false },
        { PaymentStatus.Success, "succeed", false },
        { PaymentStatus.Success, "fail", false },
        { PaymentStatus.Success, "time out", false },
        { PaymentStatus.Failed, "succeed", false },
        { PaymentStatus.Failed, "fail", false },
        { PaymentStatus.Failed, "time out", false },
        { PaymentStatus.Cancelled, "succeed", false },
        { PaymentStatus.Cancelled, "fail", false },
        { PaymentStatus.Cancelled, "time out", false },
        { PaymentStatus.Pending, "cancel", false },
        { PaymentStatus.Timeout, "cancel", false },
        { PaymentStatus.Success, "cancel", true },
        { PaymentStatus.Failed, "cancel", true },
        { PaymentStatus.Cancelled, "cancel", false },
    };

    [Theory]
    [MemberData(nameof(Grid))]
    public void Each_move_is_made_or_refused(PaymentStatus from, string name, bool allowed)
    {
        var payment = PaymentIn(from);
        var before = (payment.Status, payment.Version);
        var (move, target) = Moves[name];

        var error = Record.Exception(() => move(payment));

        if (allowed)
        {
            Assert.Null(error);
            Assert.Equal((target, before.Version + 1), (payment.Status, payment.Version));
        }
        else
        {
            Assert.Same(ErrorCode.PaymentStatusInvalid, Assert.IsType<CommerceException>(error).Error);
            Assert.Equal(before, (payment.Status, payment.Version));
        }
    }

    [Fact]
    public void A_key_that_is_learned_late_brings_a_timed_out_payment_back_to_pending()
    {
        var payment = PaymentIn(PaymentStatus.Timeout);

        payment.LearnKey(Key, Now);

        Assert.Equal((PaymentStatus.Pending, Key), (payment.Status, payment.TransactionKey));
    }

    [Theory]
    [InlineData(PaymentStatus.AwaitingBuyer, false)]
    [InlineData(PaymentStatus.Pending, true)]
    [InlineData(PaymentStatus.Timeout, true)]
    [InlineData(PaymentStatus.Success, false)]
    [InlineData(PaymentStatus.Failed, false)]
    public void Only_an_open_payment_is_looked_at_again(PaymentStatus status, bool open)
    {
        var payment = PaymentIn(status);

        Assert.Equal((open, open), (payment.IsOpen, payment.NextLookAt is not null));
    }

    private static Payment PaymentIn(PaymentStatus status)
    {
        if (status == PaymentStatus.AwaitingBuyer)
        {
            return Payment.AtWindow(orderId: 1, amount: 5_000, "toss", "name", Now, Now.AddMinutes(15));
        }

        var card = Card.Parse("SAMSUNG", "1234-5678-9814-1451");
        var payment = Payment.AtGateway(orderId: 1, amount: 5_000, card, "simulator", Now, firstLook: Now.AddSeconds(10));
        if (status == PaymentStatus.Cancelled)
        {
            payment.Succeed(Key, null, Now);
        }

        Moves.Values.FirstOrDefault(m => m.Target == status && status != PaymentStatus.Pending).Move?.Invoke(payment);
        return payment;
    }
}
