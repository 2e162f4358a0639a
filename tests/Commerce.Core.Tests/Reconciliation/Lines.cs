using Commerce.Core.Gateways;
using Commerce.Core.Journal;
using Commerce.Core.Payments;
using Commerce.Core.Reconciliation;

namespace Commerce.Core.Tests.Reconciliation;

/// <summary>Lines of both books, one long settled order of 5,000 won unless something else is said.</summary>
internal static class Lines
{
    public const long Amount = 5_000;

    public static readonly TransactionKey Key = new("20261122:TR:aaaaaa");
    public static readonly TransactionKey OtherKey = new("20261122:TR:bbbbbb");
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset LongAgo = Now.AddHours(-1);
    public static readonly DateTimeOffset JustNow = Now.AddMinutes(-1);
    public static readonly BookComparison Comparison = new(Now.AddMinutes(-5));

    public static GatewayBookLine AtPg(
        GatewayPaymentState state,
        GatewayBookLineType type = GatewayBookLineType.Payment,
        long amount = Amount,
        string currency = "KRW",
        DateTimeOffset? at = null) =>
        new(Key, "ORDER000001", type, amount, currency, state, at ?? LongAgo, state == GatewayPaymentState.Pending ? null : at ?? LongAgo);

    public static OurPayment Ours(
        PaymentStatus status, long amount = Amount, bool keyless = false, bool voiding = false, DateTimeOffset? at = null) =>
        new(Id: 7, OrderId: 1, keyless ? null : Key, amount, status, at ?? LongAgo, voiding);

    public static OurMovement Captured(long amount = Amount, DateTimeOffset? at = null, TransactionKey? key = null) =>
        new(Id: 1, OrderId: 1, key ?? Key, JournalKind.Captured, amount, at ?? LongAgo);

    public static OurMovement Voided(long amount = Amount, DateTimeOffset? at = null, TransactionKey? key = null) =>
        new(Id: 2, OrderId: 1, key ?? Key, JournalKind.Voided, amount, at ?? LongAgo);
}
