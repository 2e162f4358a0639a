using Commerce.Core.Errors;

namespace Commerce.Core.Payments.Gateways;

/// <summary>The gateways of this process: who takes a new payment, and who has an old one.</summary>
public sealed class PaymentGateways
{
    private const uint Golden = 2654435761; // 2^32 over the golden ratio: neighbouring ids land far apart.

    private readonly IPaymentGateway[] _all;

    /// <exception cref="ArgumentException">Two gateways have one name.</exception>
    public PaymentGateways(IEnumerable<IPaymentGateway> all)
    {
        _all = [.. all];
        if (_all.DistinctBy(gateway => gateway.Name).Count() < _all.Length)
        {
            throw new ArgumentException("Two payment gateways have one name.", nameof(all));
        }
    }

    public IReadOnlyList<IPaymentGateway> All => _all;

    /// <summary>The names of those that cannot be asked now, in the form of MySQL's <c>FIND_IN_SET</c>.</summary>
    public string NotToBeAsked => string.Join(',', _all.Where(gateway => !gateway.CanBeAsked).Select(gateway => gateway.Name));

    /// <summary>
    /// Who may take a payment, first choice first. The first is drawn by weight, with the order's id as the die, so that the same
    /// order always draws the same; the others, the heaviest first, stand in when a request to those before could not be sent.
    /// </summary>
    public IReadOnlyList<IPaymentGateway> InLineFor(PaymentMethod method, long orderId)
    {
        var open = _all.Where(gateway => gateway.Supports(method) && gateway.Weight > 0).OrderByDescending(gateway => gateway.Weight).ToList();
        if (open.Count < 2)
        {
            return open;
        }

        var first = Drawn(open, orderId);
        return [first, .. open.Where(gateway => gateway != first)];
    }

    /// <param name="name">Null: the first one.</param>
    /// <returns>Null when there is no such gateway.</returns>
    public IPaymentGateway? Find(string? name) => name is null ? _all.FirstOrDefault() : Array.Find(_all, gateway => gateway.Name == name);

    /// <summary>Who was asked for the payment, and is asked what became of it.</summary>
    /// <exception cref="CommerceException">PAYMENT_004 when that gateway is not configured any more.</exception>
    public IPaymentGateway Of(Payment payment) =>
        (payment.Gateway is { } name ? Find(name) : null) ?? throw new CommerceException(ErrorCode.GatewayNotAvailable);

    private static IPaymentGateway Drawn(List<IPaymentGateway> open, long orderId)
    {
        var die = unchecked((uint)orderId * Golden) / (double)uint.MaxValue * open.Sum(gateway => gateway.Weight);
        foreach (var gateway in open)
        {
            die -= gateway.Weight;
            if (die < 0)
            {
                return gateway;
            }
        }

        return open[^1];
    }
}
