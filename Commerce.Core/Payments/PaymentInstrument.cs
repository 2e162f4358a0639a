namespace Commerce.Core.Payments;

/// <summary>What a customer pays with at a gateway. It is needed for the request and never stored as it is.</summary>
public abstract record PaymentInstrument
{
    /// <summary>Who takes such a payment is a gateway that supports this.</summary>
    public abstract PaymentMethod Method { get; }
}
