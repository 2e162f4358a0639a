namespace Commerce.Core.Gateways;

/// <summary>What came of asking the PG to give money back.</summary>
/// <param name="Books">What its books say afterwards; this counts.</param>
/// <param name="Refusal">The PG's own words where it said no, or could not; null when it agreed, or was not heard.</param>
/// <param name="WasHeard">The PG itself answered. Silence, and a page that a proxy wrote, refuse nothing.</param>
public sealed record GatewayVoid(GatewayLookup Books, string? Refusal, bool WasHeard);
