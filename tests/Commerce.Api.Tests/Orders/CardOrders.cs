namespace Commerce.Api.Tests.Orders;

/// <summary>Tests that tell the one PG what to answer next come one after the other.</summary>
internal static class CardOrders
{
    public const string Collection = "card orders";
}
