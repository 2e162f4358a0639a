using Commerce.Core.Payments.Gateways;

namespace Commerce.Core.Tests.Payments;

public sealed class PgOrderIdTests
{
    [Theory]
    [InlineData(1, "ORDER000001")]
    [InlineData(1234567, "ORDER1234567")]
    public void An_order_has_one_name_at_the_pg_and_the_name_leads_back(long orderId, string name)
    {
        Assert.Equal(name, PgOrderId.For(orderId).Value);
        Assert.Equal(orderId, PgOrderId.OrderIdOf(name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ORDER")]
    [InlineData("ORDER-1")]
    [InlineData("ORDER 1")]
    [InlineData("order000001")]
    [InlineData("1351039135")]
    [InlineData("ORDER99999999999999999999")]
    public void Other_names_lead_nowhere(string? name) => Assert.Null(PgOrderId.OrderIdOf(name));
}
