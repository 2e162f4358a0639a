using Commerce.Core.Orders;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;

namespace Commerce.Core.PaymentFlow;

/// <param name="Moved">False when the result was known already, and changed nothing.</param>
internal sealed record AppliedResult(Payment Payment, Order Order, bool Moved);

/// <summary>Writes something in the transaction that applies a result.</summary>
internal delegate Task AlongsideApply(CommerceDbContext db, AppliedResult applied, CancellationToken ct);
