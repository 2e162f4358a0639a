namespace Commerce.Core.Gateways;

/// <summary>A gateway that is asked for the money by us, with what the customer gave us to pay with.</summary>
public interface IDirectGateway : IPaymentGateway
{
    /// <summary>
    /// What one of our orders is called at this PG: the same for ever, and at most <see cref="MerchantOrderId.MaxLength"/> characters.
    /// </summary>
    MerchantOrderId MerchantOrderIdOf(long orderId);

    /// <returns>Our order's id, or null when the text is none that <see cref="MerchantOrderIdOf"/> makes.</returns>
    long? OrderIdOf(string? merchantOrderId);

    /// <summary>
    /// Asks the PG to take the money. The request is sent again only where the PG keeps one payment however often it is sent.
    /// </summary>
    Task<GatewayResult> RequestAsync(GatewayRequest request, CancellationToken ct);
}
