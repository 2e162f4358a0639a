namespace Commerce.Core.Gateways;

/// <summary>
/// A gateway whose own payment window asks the buyer for the card, in the browser. No money moves until we confirm what the window brought,
/// with the name and the amount that we stored: what the browser says of either is never used.
/// </summary>
public interface IWindowGateway : IPaymentGateway
{
    /// <summary>How long <see cref="ConfirmAsync"/> takes at most.</summary>
    TimeSpan ConfirmLimit { get; }

    /// <summary>What the browser needs to open the window. Nothing is sent for it.</summary>
    GatewayCheckout Prepare(CheckoutRequest request);

    /// <summary>
    /// Takes the money of a payment that the buyer has agreed to. However often it is called for one payment and key, it is one confirm to
    /// the PG. Who calls it again has asked first what became of the time before.
    /// </summary>
    Task<GatewayConfirmation> ConfirmAsync(ConfirmRequest request, CancellationToken ct);
}
