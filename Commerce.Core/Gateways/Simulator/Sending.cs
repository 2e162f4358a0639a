namespace Commerce.Core.Gateways.Simulator;

/// <summary>One payment on its way to the PG, over however many sends.</summary>
internal sealed record Sending(GatewayRequest Request)
{
    /// <summary>An earlier send reached the PG, and nothing was found of it.</summary>
    public bool HasArrived { get; set; }

    /// <summary>What a send without an answer proves. "Never sent" is only said of a payment of which no send ever arrived.</summary>
    public GatewayResult AfterFault(Exception fault)
    {
        var reason = ConnectionFault.Describe(fault);
        return (ConnectionFault.NeverSent(fault), HasArrived) switch
        {
            (false, _) => new GatewayResult.Unknown(reason),
            (true, true) => new GatewayResult.Refused(reason),
            (true, false) => new GatewayResult.NotSent(reason),
        };
    }
}
