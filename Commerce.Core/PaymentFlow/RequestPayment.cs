using Commerce.Core.Gateways;
using Commerce.Core.Orders;
using Commerce.Core.Payments;
using Commerce.Core.Persistence;
using Commerce.Core.Tracing;
using Commerce.ServiceDefaults.Failures;
using Commerce.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Commerce.Core.PaymentFlow;

/// <summary>
/// Asks a PG for the money of a payment that is already saved, and the next PG when nothing could be sent to the one before. No
/// transaction is open and no connection held meanwhile; whatever a PG says, or does not say, ends in <see cref="ApplyPaymentResult"/>.
/// </summary>
public sealed partial class RequestPayment(
    PaymentGateways gateways,
    DatabaseTransaction transaction,
    LearnKey learnKey,
    ApplyPaymentResult apply,
    IOptions<PaymentOptions> options,
    GatewayTelemetry telemetry,
    IDatabaseClock clock,
    ILogger<RequestPayment> logger)
{
    /// <param name="alongside">What is written in the commit of what came of it; null: nothing.</param>
    /// <returns>
    /// Order and payment afterwards: still open, failed when no money was taken as far as is known, or concluded by a callback that was
    /// quicker than we were.
    /// </returns>
    internal async Task<AppliedResult> ExecuteAsync(Order order, Payment payment, PaymentInstrument instrument, AlongsideApply? alongside)
    {
        // The customer may hang up; the money must not. So this runs to its end, which the PGs' time limits bound.
        var ct = CancellationToken.None;
        var line = gateways.InLineFor(payment.PaymentMethod, order.Id);
        if (line.Count == 0)
        {
            return await ApplyAsync(new PaymentResult.Failed(FailureCode.NoGateway, Certain: true));
        }

        var request = new GatewayRequest(order.MemberId, payment.Id, order.Id, instrument, payment.Amount);
        var answer = await AskInLineAsync(line, payment, request, ct);
        if (answer is GatewayResult.Accepted accepted && await learnKey.TryAsync(order, payment, accepted.Key, alongside, ct))
        {
            return new AppliedResult(payment, order, Moved: true);
        }

        try
        {
            return await ApplyAsync(ResultOf(answer));
        }
        catch (DbUpdateException e) when (e.IsDuplicateKey() && KeyIn(answer) is { } key)
        {
            // The PG named another payment's key, so its answer is worth as much as none.
            LogKeyTaken(logger, payment.OrderId, payment.Id, key);
            return await ApplyAsync(ResultOfSilence("The PG's answer named the key of another payment."));
        }

        Task<AppliedResult> ApplyAsync(PaymentResult result) => apply.ExecuteAsync(payment.Id, result, alongside, ct);
    }

    private PaymentResult ResultOf(GatewayResult answer) => answer.Match(
        accepted => new PaymentResult.Accepted(accepted.Key),
        captured => new PaymentResult.Succeeded(captured.Key),
        declined => new PaymentResult.Failed(declined.Code, Certain: false, Detail: declined.Reason),
        notSent => new PaymentResult.Failed(FailureCode.GatewayUnavailable, Certain: true, Detail: notSent.Reason),
        refused => new PaymentResult.Failed(FailureCode.GatewayError, Certain: false, Detail: refused.Reason),
        unknown => ResultOfSilence(unknown.Reason));

    private static TransactionKey? KeyIn(GatewayResult answer) => answer switch
    {
        GatewayResult.Accepted accepted => accepted.Key,
        GatewayResult.Captured captured => captured.Key,
        _ => null,
    };

    private PaymentResult ResultOfSilence(string reason) => options.Value.OnTimeout == OnTimeout.Fail
        ? new PaymentResult.Failed(FailureCode.GatewayTimeout, Certain: false, Detail: reason)
        : new PaymentResult.TimedOut();

    // Only "never sent" leads on to the next: after anything else the one before may have the money (I1).
    private async Task<GatewayResult> AskInLineAsync(
        IReadOnlyList<IDirectGateway> line, Payment payment, GatewayRequest request, CancellationToken ct)
    {
        using var span = OrderSpans.Start("request payment");
        OrderSpans.Tag(payment.OrderId, payment.Id);
        GatewayResult answer = new GatewayResult.NotSent(string.Empty);
        foreach (var gateway in line)
        {
            if (gateway.Name != payment.Gateway && !await RouteAsync(payment, gateway.Name, ct))
            {
                break;
            }

            await FailurePoint.ReachAsync(FailurePoints.PaymentBeforeRequest);
            answer = await gateway.RequestAsync(request, ct);
            await FailurePoint.ReachAsync(FailurePoints.PaymentAnswered);
            telemetry.Count(gateway.Name, answer);
            span?.SetTag(SpanAttributes.Gateway, gateway.Name).SetTag(SpanAttributes.GatewayAnswer, answer.GetType().Name);
            if (answer is not GatewayResult.NotSent notSent)
            {
                break;
            }

            LogNotSent(logger, payment.OrderId, payment.Id, gateway.Name, notSent.Reason);
        }

        return answer;
    }

    // Before it is asked: whoever looks for the money after a crash has to know where (I3). The payment at hand is the answer's.
    private Task<bool> RouteAsync(Payment payment, string gateway, CancellationToken ct) => transaction.RepeatableAsync(
        async (db, token) =>
        {
            var now = await clock.NowAsync(db, token);
            return (await db.LockPaymentAsync(payment.Id, token)).RouteTo(gateway, now) && payment.RouteTo(gateway, now);
        },
        ct);

    [LoggerMessage(
        2110, LogLevel.Error, "Order {OrderId}, payment {PaymentId}: the PG's answer named {TransactionKey}, which is another payment's")]
    private static partial void LogKeyTaken(ILogger logger, long orderId, long paymentId, TransactionKey transactionKey);

    [LoggerMessage(2111, LogLevel.Warning, "Order {OrderId}, payment {PaymentId}: nothing could be sent to {Gateway}. {Reason}")]
    private static partial void LogNotSent(ILogger logger, long orderId, long paymentId, string gateway, string reason);
}
