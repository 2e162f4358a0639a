namespace Commerce.Core.Gateways;

/// <summary>What an order is called at a PG. Each adapter has a form of its own: <see cref="IPaymentGateway.MerchantOrderIdOf"/>.</summary>
public readonly record struct MerchantOrderId(string Value)
{
    /// <summary>Longer texts from outside are none of our names.</summary>
    public const int MaxLength = 100;

    public override string ToString() => Value;
}
