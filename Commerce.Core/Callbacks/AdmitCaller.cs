using System.Net;
using Commerce.Core.Errors;
using Commerce.Core.Gateways;

namespace Commerce.Core.Callbacks;

/// <summary>
/// Lets in who calls back from where the gateway is said to call from, before anything that he sent is read. It replaces no signature:
/// it keeps strangers from having theirs looked at. Who is not let in is counted and leaves nothing else.
/// </summary>
public sealed class AdmitCaller(PaymentGateways gateways, IEnumerable<GatewayCallers> callers, GatewayTelemetry telemetry)
{
    private readonly Dictionary<string, GatewayCallers> _callers =
        callers.Where(c => c.Networks.All.Count > 0).ToDictionary(c => c.Gateway, StringComparer.Ordinal);

    /// <param name="gateway">Who is said to call; null: the first gateway.</param>
    /// <param name="address">Where it comes from; null: not known.</param>
    /// <exception cref="CommerceException">403 when it does not call from there, 404 when there is no such gateway.</exception>
    public void Execute(string? gateway, IPAddress? address)
    {
        var caller = gateways.Find(gateway) ?? throw new CommerceException(ErrorCode.NotFound);
        if (_callers.TryGetValue(caller.Name, out var known) && !known.Networks.Contains(address))
        {
            telemetry.CountCallback(caller.Name, "FROM_ELSEWHERE");
            throw new CommerceException(ErrorCode.CallbackFromElsewhere);
        }
    }
}
