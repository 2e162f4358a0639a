using Commerce.CircuitBreaker.AspNetCore;

namespace Commerce.Core.Gateways;

/// <summary>When it is worth asking a gateway for money again, after none could be asked.</summary>
public sealed class PaymentsReturn(IEnumerable<GatewayBreakers> gateways, CircuitBreakerRegistry breakers)
{
    /// <returns>When the first of the open circuits lets calls through again; null when one lets them through now.</returns>
    public TimeSpan? Soonest()
    {
        TimeSpan? soonest = null;
        foreach (var gateway in gateways)
        {
            if (breakers.Get(gateway.Payments).Breaker.GetSnapshot().RetryAfter is not { } wait)
            {
                return null;
            }

            soonest = soonest < wait ? soonest : wait;
        }

        return soonest;
    }
}
