using Commerce.Core.Gateways;
using Commerce.Core.Reconciliation;
using Commerce.ServiceDefaults.Names;
using static Commerce.Core.Tests.Reconciliation.Lines;

namespace Commerce.Core.Tests.Reconciliation;

/// <summary>A line of our journal that is not in the PG's books of the day: it may be in those of another day.</summary>
public sealed class MovementComparisonTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);

    [Theory]
    [InlineData("Success", null)]
    [InlineData("Cancelled", null)]
    [InlineData("Pending", "StateDiffers")]
    [InlineData("Failed", "StateDiffers")]
    public void A_capture_posted_after_midnight_is_where_the_pg_says_it_is(string state, string? expected) =>
        Assert.Equal(expected, Comparison.Compare(Captured(), Found(state), Day).Break?.ToString());

    [Theory]
    [InlineData("Cancelled", null)]
    [InlineData("Success", "MissingAtPg")]
    [InlineData("Pending", "MissingAtPg")]
    [InlineData("Failed", "MissingAtPg")]
    public void A_void_posted_after_midnight_is_a_cancelled_payment_at_the_pg(string state, string? expected) =>
        Assert.Equal(expected, Comparison.Compare(Voided(), Found(state), Day).Break?.ToString());

    [Fact]
    public void What_the_pg_does_not_have_at_all_is_missing_there_however_fresh()
    {
        Assert.Equal(BreakKind.MissingAtPg, Comparison.Compare(Captured(at: JustNow), found: null, day: Day).Break);
        Assert.Equal(BreakKind.MissingAtPg, Comparison.Compare(Voided(at: JustNow), found: null, day: Day).Break);
    }

    [Fact]
    public void A_fresh_difference_in_state_is_unsettled()
    {
        Assert.Equal(ComparisonResult.Unsettled, Comparison.Compare(Captured(at: JustNow), Found("Pending"), Day));
        Assert.Equal(ComparisonResult.Unsettled, Comparison.Compare(Voided(at: JustNow), Found("Success"), Day));
    }

    [Fact]
    public void Another_amount_differs_on_any_day()
    {
        Assert.Equal(BreakKind.AmountDiffers, Comparison.Compare(Captured(amount: 4_999), Found("Success"), Day).Break);
        Assert.Equal(BreakKind.AmountDiffers, Comparison.Compare(Voided(amount: 5_001), Found("Cancelled"), Day).Break);
    }

    [Fact]
    public void A_capture_that_the_pg_says_is_of_the_very_day_is_missing_in_its_books()
    {
        var found = Found("Success") with { BookDay = Day };

        Assert.Equal(BreakKind.MissingAtPg, Comparison.Compare(Captured(), found, Day).Break);
        Assert.Equal(ComparisonResult.Agrees, Comparison.Compare(Captured(at: JustNow), found, Day)); // Its books may lag.
        Assert.Equal(ComparisonResult.Agrees, Comparison.Compare(Captured(), found, Day.AddDays(1)));
    }

    private static GatewayLookup.Found Found(string state) => new(
        Key, OrderId: null, ExactName<GatewayPaymentState>.Find(state.ToUpperInvariant())!.Value, Amount, Reason: null);
}
