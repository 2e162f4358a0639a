namespace Commerce.Api.Tests.Orders;

/// <summary>
/// Tests that tell the one PG what to answer next come one after the other: those of today's books too, which have it asked for every
/// capture of the day.
/// </summary>
internal static class CardOrders
{
    public const string Collection = "card orders";
}
