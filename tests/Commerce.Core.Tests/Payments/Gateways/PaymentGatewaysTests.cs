using Commerce.Core.Errors;
using Commerce.Core.Members;
using Commerce.Core.Payments;
using Commerce.Core.Payments.Gateways;

namespace Commerce.Core.Tests.Payments.Gateways;

public sealed class PaymentGatewaysTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Orders_spread_by_weight()
    {
        var gateways = new PaymentGateways([new Named("one", 1), new Named("three", 3), new Named("off", 0)]);

        var firsts = Enumerable.Range(1, 10_000).CountBy(id => gateways.InLineFor(PaymentMethod.Card, id)[0].Name).ToDictionary();

        Assert.Equal(["one", "three"], firsts.Keys.Order());
        Assert.InRange(firsts["three"], 7_300, 7_700);
    }

    [Fact]
    public void The_same_order_draws_the_same_gateway_and_the_others_stand_in_by_weight()
    {
        var gateways = new PaymentGateways([new Named("light", 1), new Named("heavy", 9), new Named("middle", 5)]);
        var lines = Enumerable.Range(1, 200).Select(id => Names(gateways, id)).ToList();

        Assert.Equal(
            ["heavy middle light", "light heavy middle", "middle heavy light"],
            lines.Select(line => string.Join(' ', line)).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(lines, Enumerable.Range(1, 200).Select(id => Names(gateways, id)));
    }

    [Fact]
    public void Nobody_is_in_line_for_what_nobody_takes() =>
        Assert.Empty(new PaymentGateways([new Named("card", 1)]).InLineFor(PaymentMethod.Point, 1));

    [Fact]
    public void A_payment_finds_its_gateway_even_when_that_takes_no_new_ones()
    {
        var gateways = new PaymentGateways([new Named("old", 0), new Named("new", 1)]);

        Assert.Equal("old", gateways.Of(PaymentAt("old")).Name);
        Assert.Equal(ErrorCode.GatewayNotAvailable, Assert.Throws<CommerceException>(() => gateways.Of(PaymentAt("gone"))).Error);
    }

    [Fact]
    public void Two_of_one_name_are_one_too_many() =>
        Assert.Throws<ArgumentException>(() => new PaymentGateways([new Named("a", 1), new Named("a", 1)]));

    [Fact]
    public void Only_a_payment_nobody_was_asked_about_can_be_routed_elsewhere()
    {
        var unasked = PaymentAt("first");
        var accepted = PaymentAt("first");
        accepted.LearnKey(new TransactionKey("k"), Now);
        var silent = PaymentAt("first");
        silent.TimeOut(Now);

        Assert.Equal([true, false, false], new[] { unasked, accepted, silent }.Select(payment => payment.RouteTo("second", Now)));
        Assert.Equal(["second", "first", "first"], new[] { unasked, accepted, silent }.Select(payment => payment.Gateway));
    }

    private static List<string> Names(PaymentGateways gateways, long orderId) =>
        [.. gateways.InLineFor(PaymentMethod.Card, orderId).Select(gateway => gateway.Name)];

    private static Payment PaymentAt(string gateway) => Payment.ByCard(1, 1_000, Card.Parse("KB", "1234-5678-9814-1451"), gateway, Now, Now);

    private sealed record Named(string Name, int Weight) : IPaymentGateway
    {
        public bool CanBeAsked => true;

        public bool Supports(PaymentMethod method) => method == PaymentMethod.Card;

        public Task<PgResult> RequestAsync(PgRequest request, CancellationToken ct) => throw new NotSupportedException();

        public IAsyncEnumerable<PgBookRead> ReadBooksAsync(DateOnly day, CancellationToken ct) => throw new NotSupportedException();

        public PgCallback ReadCallback(CallbackHeaders headers, ReadOnlySpan<byte> body) => throw new NotSupportedException();

        public Task<PgLookup> FindByKeyAsync(MemberId memberId, TransactionKey key, CancellationToken ct) => throw new NotSupportedException();

        public Task<PgOrderLookup> FindByOrderAsync(MemberId memberId, PgOrderId orderId, CancellationToken ct) => throw new NotSupportedException();

        public Task<PgVoid> VoidAsync(MemberId memberId, TransactionKey key, CancellationToken ct) => throw new NotSupportedException();
    }
}
