using Commerce.Core.Gateways.Simulator;

namespace Commerce.Core.Tests.Gateways;

public sealed class SimulatorOrderIdTests
{
    [Theory]
    [InlineData(1, "ORDER000001")]
    [InlineData(1234567, "ORDER1234567")]
    public void An_order_has_one_name_at_the_pg_and_the_name_leads_back(long orderId, string name)
    {
        Assert.Equal(name, SimulatorOrderId.Of(orderId).Value);
        Assert.Equal(orderId, SimulatorOrderId.OrderIdOf(name));
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
    public void Other_names_lead_nowhere(string? name) => Assert.Null(SimulatorOrderId.OrderIdOf(name));
}
