using Commerce.Core.Gateways;
using Commerce.Core.Gateways.Simulator;
using Commerce.Core.Payments;
using Commerce.Core.Reconciliation;
using static Commerce.Core.Tests.Reconciliation.Lines;

namespace Commerce.Core.Tests.Reconciliation;

/// <summary>Which of our rows a line of the PG is held against.</summary>
public sealed class OurBatchTests
{
    private static readonly GatewayBookLine First = AtPg(GatewayPaymentState.Success);
    private static readonly GatewayBookLine Second = First with { Key = OtherKey };

    [Fact]
    public void The_payment_under_the_key_comes_before_the_orders_payment_without_one()
    {
        var batch = Batch([First, Second], [Ours(PaymentStatus.Success), Ours(PaymentStatus.Timeout, keyless: true)]);

        Assert.Equal(PaymentStatus.Success, batch.Of(First).Payment?.Status);
        Assert.Equal(PaymentStatus.Timeout, batch.Of(Second).Payment?.Status);
    }

    [Fact]
    public void An_order_that_is_not_ours_has_nothing_here()
    {
        var foreign = First with { Key = OtherKey, OrderId = "SOMEBODY-ELSE" };

        Assert.Equal(
            new OurSide(), Batch([foreign], [Ours(PaymentStatus.Success), Ours(PaymentStatus.Timeout, keyless: true)]).Of(foreign));
    }

    [Fact]
    public void The_journal_is_found_by_key_and_kind()
    {
        var side = Batch([First], [Ours(PaymentStatus.Cancelled)], [Captured(), Voided()]).Of(First);

        Assert.Equal((Captured(), Voided()), (side.Captured, side.Voided));
        Assert.False(side.IsCapturedElsewhere);
    }

    [Fact]
    public void Money_held_under_another_key_makes_a_second_capture_until_it_is_given_back()
    {
        Assert.True(Batch([Second], [], [Captured()]).Of(Second).IsCapturedElsewhere);
        Assert.False(Batch([Second], [], [Captured(), Voided()]).Of(Second).IsCapturedElsewhere);
        Assert.False(Batch([First], [], [Captured()]).Of(First).IsCapturedElsewhere);
    }

    [Fact]
    public void Of_two_captures_that_nobody_here_knows_the_later_one_is_the_second()
    {
        var batch = Batch([First, Second]);

        Assert.Equal((false, true), (batch.Of(First).IsCapturedElsewhere, batch.Of(Second).IsCapturedElsewhere));
    }

    [Fact]
    public void A_line_is_repeated_within_a_batch_or_when_an_earlier_batch_had_it()
    {
        var cancel = First with { Type = GatewayBookLineType.Cancel };
        var batch = Batch(
            [First, cancel, First], seen: [new SeenLine { RunId = 1, TransactionKey = OtherKey, Type = GatewayBookLineType.Payment }]);

        Assert.False(batch.Of(First).IsRepeated);
        Assert.False(batch.Of(cancel).IsRepeated);
        Assert.True(batch.Of(First).IsRepeated);
        Assert.True(batch.Of(Second).IsRepeated);
    }

    private static OurBatch Batch(
        IReadOnlyList<GatewayBookLine> lines, OurPayment[]? payments = null, OurMovement[]? movements = null, SeenLine[]? seen = null) =>
        new(lines, lines.Select(line => line.OrderId).Distinct().ToDictionary(name => name, SimulatorOrderId.OrderIdOf), payments
            ?? [], movements ?? [], seen ?? []);
}
