namespace Commerce.TestHost.Filling;

/// <summary>How much a database is filled with.</summary>
/// <param name="Orders">Finished orders.</param>
/// <param name="Members">Who placed them. The first of them placed every hundredth, the others equally many.</param>
/// <param name="Products">What they bought and like.</param>
/// <param name="Days">Over how many days they are spread, yesterday not counted.</param>
/// <param name="Yesterday">How many of them were placed yesterday, a day in Seoul.</param>
public sealed record FillSize(int Orders, int Members, int Products, int Days, int Yesterday)
{
    private const int OrdersOfAMember = 50;
    private const int FewestMembers = 100;
    private const int OrdersOfADay = 1_300;
    private const int FewestDays = 60;
    private const int ShareOfYesterday = 20;

    /// <summary>A shop that has grown to so many orders: a million are 20,000 members', and 50,000 of them yesterday's.</summary>
    public static FillSize Of(int orders) => new(
        orders,
        Math.Max(orders / OrdersOfAMember, FewestMembers),
        Products: 2_000,
        Math.Max(orders / OrdersOfADay, FewestDays),
        orders / ShareOfYesterday);
}
