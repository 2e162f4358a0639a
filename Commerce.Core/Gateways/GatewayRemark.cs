using Commerce.Core.CustomerService;

namespace Commerce.Core.Gateways;

/// <summary>Something in a PG's record that its state does not tell, and that is for a person to judge.</summary>
public sealed record GatewayRemark(CaseReason Reason, string Detail);
