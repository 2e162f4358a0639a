namespace Commerce.Core.Payments;

/// <summary>What pays is decided in a gateway's payment window, after the order was placed.</summary>
/// <param name="Gateway">The one that the buyer chose.</param>
public sealed record PaymentWindow(string Gateway) : PaymentInstrument
{
    public override PaymentMethod Method => PaymentMethod.Widget;
}
