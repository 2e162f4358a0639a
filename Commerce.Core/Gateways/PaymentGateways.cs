using System.Diagnostics;
using Commerce.Core.Errors;
using Commerce.Core.Payments;

namespace Commerce.Core.Gateways;

/// <summary>The gateways of this process: who takes a new payment, and who has an old one.</summary>
public sealed class PaymentGateways
{
    private const uint Golden = 2654435761; // 2^32 over the golden ratio: neighbouring ids land far apart.

    private readonly GatewayRoute[] _routes;
    private readonly IPaymentGateway[] _all;

    /// <exception cref="ArgumentException">Two gateways have one name.</exception>
    public PaymentGateways(IEnumerable<GatewayRoute> routes)
    {
        _routes = [.. routes];
        _all = [.. _routes.Select(route => route.Gateway)];
        if (_all.DistinctBy(gateway => gateway.Name).Count() < _all.Length)
        {
            throw new ArgumentException("Two payment gateways have one name.", nameof(routes));
        }
    }

    public IReadOnlyList<IPaymentGateway> All => _all;

    /// <summary>The names of those that cannot be asked now, in the form of MySQL's <c>FIND_IN_SET</c>.</summary>
    public string NotToBeAsked => string.Join(',', _all.Where(gateway => !gateway.CanBeAsked).Select(gateway => gateway.Name));

    /// <summary>
    /// Who may take a payment, first choice first. The first is drawn by weight, from the order's id, so that the same order always
    /// draws the same; the others, the heaviest first, stand in when a request to those before could not be sent.
    /// </summary>
    public IReadOnlyList<IDirectGateway> InLineFor(PaymentMethod method, long orderId)
    {
        var open = _routes.Where(route => route is { Weight: > 0, Gateway: IDirectGateway } && route.Gateway.Supports(method))
            .OrderByDescending(route => route.Weight)
            .ToList();
        var first = open.Count < 2 ? open.FirstOrDefault() : Drawn(open, orderId);
        return first is null ? [] : [.. open.OrderBy(route => route != first).Select(route => (IDirectGateway)route.Gateway)];
    }

    /// <param name="name">Null: the first one.</param>
    /// <returns>Null when there is no such gateway.</returns>
    public IPaymentGateway? Find(string? name) => name is null ? _all.FirstOrDefault() : Array.Find(_all, gateway => gateway.Name == name);

    /// <summary>Who was asked for the payment, and is asked what became of it.</summary>
    /// <exception cref="CommerceException">PAYMENT_004 when that gateway is not configured any more.</exception>
    public IPaymentGateway Of(Payment payment) =>
        (payment.Gateway is { } name ? Find(name) : null) ?? throw new CommerceException(ErrorCode.GatewayNotAvailable);

    /// <returns>Null when no gateway of that name has a payment window and takes new payments.</returns>
    public IWindowGateway? FindWindow(string name) =>
        Array.Find(_routes, route => route.Weight > 0 && route.Gateway.Name == name)?.Gateway as IWindowGateway;

    /// <summary>What the payment is called at its gateway.</summary>
    /// <exception cref="CommerceException">As in <see cref="Of"/>.</exception>
    public MerchantOrderId NameOf(Payment payment) => NameAt(Of(payment), payment);

    /// <summary>The same for who has the gateway already.</summary>
    public static MerchantOrderId NameAt(IPaymentGateway gateway, Payment payment) => (payment.MerchantOrderId, gateway) switch
    {
        ({ } stored, _) => new MerchantOrderId(stored),
        (null, IDirectGateway direct) => direct.MerchantOrderIdOf(payment.OrderId),
        _ => throw new UnreachableException($"Payment {payment.Id} has no name at {gateway.Name}."),
    };

    /// <returns>
    /// Our order's id, or null when the text is no name of one at that gateway. Names that are stored with a payment say nothing of its
    /// order.
    /// </returns>
    public long? OrderIdOf(string gateway, string? merchantOrderId) => OrderIdOf(Find(gateway), merchantOrderId);

    public static long? OrderIdOf(IPaymentGateway? gateway, string? merchantOrderId) =>
        (gateway as IDirectGateway)?.OrderIdOf(merchantOrderId);

    private static GatewayRoute Drawn(List<GatewayRoute> open, long orderId)
    {
        var point = unchecked((uint)orderId * Golden) / (double)uint.MaxValue * open.Sum(route => route.Weight);
        foreach (var route in open)
        {
            point -= route.Weight;
            if (point < 0)
            {
                return route;
            }
        }

        return open[^1];
    }
}
