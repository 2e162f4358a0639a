using Commerce.Core.Gateways;
using Commerce.Core.Members;
using Commerce.Core.Payments;

namespace Commerce.Core.PaymentFlow;

/// <summary>
/// Reads all that the PG has for the order of a payment: what is the payment's own, and what the PG captured besides (I1). The order's
/// name is ours; the key may be a wrong one, for all we have it from is an answer. So the order has the last word, and only when the PG
/// knows neither is the payment absent there.
/// </summary>
public sealed class LookUpPayment(PaymentGateways gateways, FindDuplicates duplicates, GatewayTelemetry telemetry)
{
    // An absurd number is left to the daily books.
    private const int MostCaptures = 100;

    public async Task<OrderLookup> ExecuteAsync(Payment payment, MemberId memberId, CancellationToken ct)
    {
        var gateway = gateways.Of(payment);
        var look = await AskAsync(gateway, payment, memberId, ct);
        telemetry.Count(gateway.Name, look.Own);
        return look;
    }

    private async Task<OrderLookup> AskAsync(IPaymentGateway gateway, Payment payment, MemberId memberId, CancellationToken ct)
    {
        // What was paid at a window is one payment under one name, and its key is known before it can take money.
        if (payment.IsDuplicate || gateway is IWindowGateway)
        {
            return new OrderLookup(await FindUnlistedAsync(gateway, payment, memberId, ct));
        }

        var listed = await gateway.LookUpByOrderAsync(memberId, PaymentGateways.NameAt(gateway, payment), ct);
        return await listed.Match(
            found => ReadAsync(gateway, payment, memberId, found.Transactions, ct),
            async _ => new OrderLookup(await FindUnlistedAsync(gateway, payment, memberId, ct)),
            unknown => Task.FromResult(
                new OrderLookup(new GatewayLookup.Unknown(unknown.Reason, unknown.IsKeyUnusable) { WasAsked = unknown.WasAsked })));
    }

    // What cannot be read in full is looked at again before anything is concluded: nobody looks at what has ended.
    private async Task<OrderLookup> ReadAsync(
        IPaymentGateway gateway, Payment payment, MemberId memberId, IReadOnlyList<GatewayTransaction> listed, CancellationToken ct)
    {
        var known = await duplicates.ExecuteAsync(payment.OrderId, ct);
        var unknown = listed.Where(t => !known.Contains(t.Key)).DistinctBy(t => t.Key).OrderBy(t => t.Key.Value, StringComparer.Ordinal)
            .ToList();
        var told = unknown.Find(t => t.Key == payment.TransactionKey);
        var captures = new List<GatewayLookup.Found>();
        foreach (var capture in unknown.Where(t => t.State == GatewayPaymentState.Success && t != told).Take(MostCaptures))
        {
            var read = await ReadAsync(gateway, payment, memberId, capture.Key, ct);
            if (read is not GatewayLookup.Found found)
            {
                return new OrderLookup(read);
            }

            captures.Add(found);
        }

        if (told is not null)
        {
            return new OrderLookup(await ReadAsync(gateway, payment, memberId, told.Key, ct), captures, IsUndecidedBeside(told.Key));
        }

        // A payment that has ended under a key keeps it, whether the PG's list has caught up with it or not.
        if (!payment.IsOpen && payment.TransactionKey is not null)
        {
            return new OrderLookup(new GatewayLookup.Absent(), captures, IsUndecidedBeside(null));
        }

        if (OwnAmong(captures, payment) is { } own)
        {
            return new OrderLookup(own, [.. captures.Where(found => found != own)], IsUndecidedBeside(own.Key));
        }

        return unknown.Where(t => t.State != GatewayPaymentState.Success)
            .MinBy(t => t.State == GatewayPaymentState.Pending ? 0 : 1) is { } uncaptured
            ? new OrderLookup(await ReadAsync(gateway, payment, memberId, uncaptured.Key, ct), captures, IsUndecidedBeside(uncaptured.Key))
            : new OrderLookup(new GatewayLookup.Absent(), captures);

        bool IsUndecidedBeside(TransactionKey? own) => unknown.Exists(t => t.State == GatewayPaymentState.Pending && t.Key != own);
    }

    // The right amount first, then the smallest key: whoever looks, and however the PG sorts its list, the choice is the same. While the
    // payment is open a wrong amount is for a person to judge; afterwards it is no more than money to give back.
    private static GatewayLookup.Found? OwnAmong(List<GatewayLookup.Found> captures, Payment payment) =>
        captures.Find(found => found.Amount == payment.Amount) ?? (payment.IsOpen ? captures.FirstOrDefault() : null);

    private static async Task<GatewayLookup> ReadAsync(
        IPaymentGateway gateway, Payment payment, MemberId memberId, TransactionKey key, CancellationToken ct)
    {
        var lookup = await gateway.LookUpByKeyAsync(memberId, key, ct);
        return lookup is GatewayLookup.Absent
            || (lookup is GatewayLookup.Found found && !found.IsOf(PaymentGateways.NameAt(gateway, payment)))
            ? new GatewayLookup.Unknown($"The PG lists {key} for the order and does not have it by its key.")
            : lookup;
    }

    private static async Task<GatewayLookup> FindUnlistedAsync(
        IPaymentGateway gateway, Payment payment, MemberId memberId, CancellationToken ct)
    {
        var lookup = payment.TransactionKey is { } key ? await gateway.LookUpByKeyAsync(memberId, key, ct) : new GatewayLookup.Absent();
        return lookup is GatewayLookup.Found found && !found.IsOf(PaymentGateways.NameAt(gateway, payment))
            ? new GatewayLookup.Absent()
            : lookup;
    }
}
