using Commerce.Core.Orders;
using Commerce.Core.Payments;

namespace Commerce.Core.Checkout;

/// <summary>An order and the payment that counts for it, as they were in one transaction.</summary>
public sealed record PlacedOrder(Order Order, Payment Payment);
