using Commerce.PgSimulator.Callbacks;
using Commerce.PgSimulator.Toss.Flow;
using Commerce.PgSimulator.Toss.Payments;
using Commerce.PgSimulator.Toss.Wire;
using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Toss.Window;

/// <summary>Opens a payment window: a payment of its own, READY, whose order and amount are fixed from here on.</summary>
internal sealed class OpenWindow(
    WindowPaymentStore payments,
    PaymentKeys keys,
    CallbackTargets targets,
    DueExpiries expiries,
    IOptions<TossDialectOptions> options,
    TimeProvider time)
{
    /// <returns>The payment's key.</returns>
    /// <exception cref="TossException">The window cannot be opened so.</exception>
    public async Task<string> ExecuteAsync(IQueryCollection query, CancellationToken ct)
    {
        var request = WindowRequest.Read(query, options.Value.ClientKey, targets);
        var now = time.GetUtcNow();
        var payment = new WindowPayment
        {
            PaymentKey = keys.NewPayment(),
            OrderId = request.OrderId,
            OrderName = request.OrderName,
            CustomerKey = request.CustomerKey,
            Amount = request.Amount,
            Balance = request.Amount,
            Status = WindowPaymentStatus.READY,
            SuccessUrl = request.SuccessUrl,
            FailUrl = request.FailUrl,
            RequestedAt = now.UtcDateTime,
        };
        await payments.AddAsync(payment, options.Value.WindowLifetime, ct);
        expiries.Announce(now + options.Value.WindowLifetime);
        return payment.PaymentKey;
    }
}
