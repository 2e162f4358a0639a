using Commerce.Core.Gateways;
using Commerce.Core.Payments;
using Commerce.Core.Reconciliation;
using Commerce.ServiceDefaults.Names;
using static Commerce.Core.Tests.Reconciliation.Lines;

namespace Commerce.Core.Tests.Reconciliation;

/// <summary>One line against the other side: the whole grid of states, and every kind of break.</summary>
public sealed class BookComparisonTests
{
    /// <summary>PG state, our status, whether the journal has the capture, and what comes of it once settled.</summary>
    public static TheoryData<string, string, bool, string?> Grid()
    {
        var agreeing = new HashSet<(GatewayPaymentState, PaymentStatus, bool)>
        {
            (GatewayPaymentState.Success, PaymentStatus.Success, true),
            (GatewayPaymentState.Success, PaymentStatus.Cancelled, true),
            (GatewayPaymentState.Pending, PaymentStatus.Pending, false),
            (GatewayPaymentState.Pending, PaymentStatus.Timeout, false),
            (GatewayPaymentState.Failed, PaymentStatus.Failed, false),
            (GatewayPaymentState.Cancelled, PaymentStatus.Failed, false),
        };
        var data = new TheoryData<string, string, bool, string?>();
        foreach (var state in Enum.GetValues<GatewayPaymentState>())
        {
            foreach (var status in Enum.GetValues<PaymentStatus>())
            {
                foreach (var posted in new[] { true, false })
                {
                    var isUnposted = state == GatewayPaymentState.Success && !posted && agreeing.Contains((state, status, true));
                    var kind = agreeing.Contains((state, status, posted)) ? null : isUnposted ? nameof(BreakKind.MissingHere)
                        : nameof(BreakKind.StateDiffers);
                    data.Add(state.ToString(), status.ToString(), posted, kind);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Grid))]
    public void A_settled_payment_agrees_in_state_and_in_the_journal_or_breaks(string state, string status, bool posted, string? expected)
    {
        var ours = new OurSide(
            Ours(Enum.GetValues<PaymentStatus>().Single(known => known.ToString() == status)), posted ? Captured() : null);

        var result = Comparison.Compare(AtPg(ExactName<GatewayPaymentState>.Find(state.ToUpperInvariant())!.Value), ours);

        Assert.Equal(expected, result.Break?.ToString());
        Assert.False(result.IsTooEarly);
    }

    [Theory]
    [InlineData("Cancelled", true, null)]
    [InlineData("Cancelled", false, "MissingHere")]
    [InlineData("Success", true, "StateDiffers")]
    [InlineData("Success", false, "StateDiffers")]
    [InlineData("Failed", false, "StateDiffers")]
    public void A_cancel_is_a_cancelled_payment_and_a_void_in_the_journal(string status, bool posted, string? expected)
    {
        var ours = new OurSide(
            Ours(Enum.GetValues<PaymentStatus>().Single(known => known.ToString() == status)), Captured(), posted ? Voided() : null);

        Assert.Equal(expected, Comparison.Compare(AtPg(GatewayPaymentState.Success, GatewayBookLineType.Cancel), ours).Break?.ToString());
    }

    [Theory]
    [InlineData(Lines.Amount, "Duplicate")]
    [InlineData(400, "AmountDiffers")] // Several cancels of parts are no repetition.
    public void A_second_line_over_all_of_a_payment_is_one_too_many(long amount, string expected)
    {
        var ours = new OurSide(Ours(PaymentStatus.Cancelled), Captured(), Voided(), IsKeySeen: true);

        foreach (var type in Enum.GetValues<GatewayBookLineType>())
        {
            Assert.Equal(expected, Comparison.Compare(AtPg(GatewayPaymentState.Success, type, amount), ours).Break?.ToString());
        }
    }

    [Fact]
    public void What_was_moved_here_counts_once_however_many_lines_it_has_there()
    {
        var ours = new OurSide(Ours(PaymentStatus.Cancelled), Captured(), Voided());
        var (first, second) = (AtPg(GatewayPaymentState.Success, GatewayBookLineType.Cancel, 2_000), ours with { IsKeySeen = true });

        var figures = new BookFigures().With(first, ours, Comparison.Compare(first, ours))
            .With(first with { Amount = 3_000 }, second, Comparison.Compare(first with { Amount = 3_000 }, second));

        Assert.Equal((2, 5_000, 5_000), (figures.PgLines, figures.PgCancelled, figures.OurCancelled));
    }

    [Fact]
    public void What_the_pg_has_and_we_do_not_is_missing_here_however_fresh_and_whatever_its_state()
    {
        foreach (var state in Enum.GetValues<GatewayPaymentState>())
        {
            Assert.Equal(BreakKind.MissingHere, Comparison.Compare(AtPg(state, at: JustNow), new OurSide()).Break);
        }

        Assert.Equal(
            BreakKind.MissingHere, Comparison.Compare(AtPg(GatewayPaymentState.Success, GatewayBookLineType.Cancel), new OurSide()).Break);
        Assert.Equal(
            BreakKind.MissingHere, Comparison.Compare(AtPg(GatewayPaymentState.Success), new OurSide(Payment: null, Captured())).Break);
    }

    [Theory]
    [InlineData(5_001, 5_000, 5_000, "KRW")]
    [InlineData(5_000, 5_001, 5_000, "KRW")]
    [InlineData(5_000, 5_000, 4_999, "KRW")]
    [InlineData(5_000, 5_000, 5_000, "USD")]
    public void An_amount_differs_at_the_pg_in_the_payment_in_the_journal_or_in_its_currency(
        long pg, long payment, long journal, string currency)
    {
        var paid = new OurSide(Ours(PaymentStatus.Success, payment), Captured(journal));
        var given = new OurSide(Ours(PaymentStatus.Cancelled, payment), Captured(), Voided(journal));

        Assert.Equal(
            BreakKind.AmountDiffers, Comparison.Compare(AtPg(GatewayPaymentState.Success, amount: pg, currency: currency), paid).Break);
        Assert.Equal(BreakKind.AmountDiffers,
            Comparison.Compare(AtPg(GatewayPaymentState.Success, GatewayBookLineType.Cancel, pg, currency), given).Break);
    }

    [Fact]
    public void A_fresh_difference_in_amount_does_not_wait()
    {
        var ours = new OurSide(Ours(PaymentStatus.Pending, amount: 1, at: JustNow));

        Assert.Equal(BreakKind.AmountDiffers, Comparison.Compare(AtPg(GatewayPaymentState.Success, at: JustNow), ours).Break);
    }

    public static TheoryData<DateTimeOffset, DateTimeOffset, DateTimeOffset> SomethingMovedJustNow() => new()
    {
        { JustNow, LongAgo, LongAgo }, { LongAgo, JustNow, LongAgo }, { LongAgo, LongAgo, JustNow },
            { Now.AddMinutes(-5), LongAgo, LongAgo },
    };

    [Theory]
    [MemberData(nameof(SomethingMovedJustNow))]
    public void A_difference_in_state_is_unsettled_while_either_side_has_just_moved(
        DateTimeOffset pg, DateTimeOffset payment, DateTimeOffset journal)
    {
        var behind = new OurSide(Ours(PaymentStatus.Timeout, at: payment), Captured(at: journal));
        var ahead = new OurSide(Ours(PaymentStatus.Cancelled, at: payment), Captured(), Voided(at: journal));

        Assert.Equal(ComparisonResult.Unsettled, Comparison.Compare(AtPg(GatewayPaymentState.Success, at: pg), behind));
        Assert.Equal(ComparisonResult.Unsettled, Comparison.Compare(AtPg(GatewayPaymentState.Pending, at: pg), ahead));
    }

    [Fact]
    public void An_answer_that_never_came_leaves_a_payment_without_a_key_which_is_found_by_its_order()
    {
        Assert.Equal(
            ComparisonResult.Agrees,
            Comparison.Compare(AtPg(GatewayPaymentState.Failed), new OurSide(Ours(PaymentStatus.Failed, keyless: true))));
        Assert.Equal(
            ComparisonResult.Agrees,
            Comparison.Compare(AtPg(GatewayPaymentState.Pending), new OurSide(Ours(PaymentStatus.Timeout, keyless: true))));
        Assert.Equal(BreakKind.StateDiffers,
            Comparison.Compare(AtPg(GatewayPaymentState.Success), new OurSide(Ours(PaymentStatus.Failed, keyless: true))).Break);
    }

    [Fact]
    public void A_late_capture_agrees_while_its_money_is_on_its_way_back()
    {
        Assert.Equal(ComparisonResult.Agrees, Comparison.Compare(
            AtPg(GatewayPaymentState.Success), new OurSide(Ours(PaymentStatus.Failed, voiding: true), Captured())));
        Assert.Equal(BreakKind.StateDiffers,
            Comparison.Compare(AtPg(GatewayPaymentState.Success), new OurSide(Ours(PaymentStatus.Failed, voiding: true))).Break);
    }

    [Fact]
    public void A_second_capture_of_an_order_is_a_duplicate_unless_it_is_the_one_we_know()
    {
        var unknown = new OurSide(IsCapturedElsewhere: true);
        var keyless = new OurSide(Ours(PaymentStatus.Failed, keyless: true), IsCapturedElsewhere: true);
        var known = new OurSide(Ours(PaymentStatus.Success), Captured(), IsCapturedElsewhere: true);

        Assert.Equal(BreakKind.Duplicate, Comparison.Compare(AtPg(GatewayPaymentState.Success, at: JustNow), unknown).Break);
        Assert.Equal(BreakKind.Duplicate, Comparison.Compare(AtPg(GatewayPaymentState.Success), keyless).Break);
        Assert.Equal(ComparisonResult.Agrees, Comparison.Compare(AtPg(GatewayPaymentState.Success), known));
        Assert.Equal(BreakKind.MissingHere, Comparison.Compare(AtPg(GatewayPaymentState.Failed), unknown).Break);
    }

    [Fact]
    public void A_line_that_the_pg_repeats_is_a_duplicate_even_of_one_that_agrees()
    {
        var ours = new OurSide(Ours(PaymentStatus.Success), Captured(), IsRepeated: true);

        Assert.Equal(BreakKind.Duplicate, Comparison.Compare(AtPg(GatewayPaymentState.Success), ours).Break);
    }
}
