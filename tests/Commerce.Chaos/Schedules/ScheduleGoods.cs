namespace Commerce.Chaos.Schedules;

/// <summary>What each schedule begins with, of its own: nothing that an earlier one did has a part in it.</summary>
internal static class ScheduleGoods
{
    public const int Members = 5;

    /// <summary>Won that each member has in points.</summary>
    public const long PointsOfEach = 5_000;

    /// <summary>Won for a piece of any product.</summary>
    public const long Price = 1_500;

    /// <summary>What the coupon takes off, in won.</summary>
    public const long Discount = 700;

    /// <summary>How many members may have a copy of the coupon: not all of them.</summary>
    public const int Coupons = 3;

    /// <summary>Pieces of each product: the first are soon sold, of the last there is enough.</summary>
    public static readonly IReadOnlyList<int> Stocks = [1, 3, 8, 1_000];
}
