using Commerce.Core.Errors;
using Commerce.Core.Gateways;
using Commerce.Core.Members;
using Commerce.Core.Payments;

namespace Commerce.Core.Tests.Gateways;

public sealed class PaymentGatewaysTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Orders_spread_by_weight()
    {
        var gateways = RoutedTo(("one", 1), ("three", 3), ("off", 0));

        var firsts = Enumerable.Range(1, 10_000).CountBy(id => gateways.InLineFor(PaymentMethod.Card, id)[0].Name).ToDictionary();

        Assert.Equal(["one", "three"], firsts.Keys.Order());
        Assert.InRange(firsts["three"], 7_300, 7_700);
    }

    [Fact]
    public void The_same_order_draws_the_same_gateway_and_the_others_stand_in_by_weight()
    {
        var gateways = RoutedTo(("light", 1), ("heavy", 9), ("middle", 5));
        var lines = Enumerable.Range(1, 200).Select(id => Names(gateways, id)).ToList();

        Assert.Equal(
            ["heavy middle light", "light heavy middle", "middle heavy light"],
            lines.Select(line => string.Join(' ', line)).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(lines, Enumerable.Range(1, 200).Select(id => Names(gateways, id)));
    }

    [Fact]
    public void Nobody_is_in_line_for_what_nobody_takes() =>
        Assert.Empty(RoutedTo(("card", 1)).InLineFor(PaymentMethod.Point, 1));

    [Fact]
    public void A_payment_finds_its_gateway_even_when_that_takes_no_new_ones()
    {
        var gateways = RoutedTo(("old", 0), ("new", 1));

        Assert.Equal("old", gateways.Of(PaymentAt("old")).Name);
        Assert.Equal(ErrorCode.GatewayNotAvailable, Assert.Throws<CommerceException>(() => gateways.Of(PaymentAt("gone"))).Error);
    }

    [Fact]
    public void Two_of_one_name_are_one_too_many() =>
        Assert.Throws<ArgumentException>(() => RoutedTo(("a", 1), ("a", 1)));

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

    private static PaymentGateways RoutedTo(params IEnumerable<(string Name, int Weight)> routes) =>
        new(routes.Select(route => new GatewayRoute(new Named(route.Name), route.Weight)));

    private static List<string> Names(PaymentGateways gateways, long orderId) =>
        [.. gateways.InLineFor(PaymentMethod.Card, orderId).Select(gateway => gateway.Name)];

    private static Payment PaymentAt(string gateway) => Payment.AtGateway(
        1, 1_000, Card.Parse("KB", "1234-5678-9814-1451"), gateway, Now, Now);

    private sealed record Named(string Name) : IDirectGateway
    {
        public bool CanBeAsked => true;

        public bool Supports(PaymentMethod method) => method == PaymentMethod.Card;

        public Task<GatewayResult> RequestAsync(GatewayRequest request, CancellationToken ct) => throw new NotSupportedException();

        public MerchantOrderId MerchantOrderIdOf(long orderId) => throw new NotSupportedException();

        public long? OrderIdOf(string? merchantOrderId) => throw new NotSupportedException();

        public GatewayCallback ReadCallback(CallbackHeaders headers, ReadOnlySpan<byte> body) => throw new NotSupportedException();

        public Task<GatewayLookup> LookUpByKeyAsync(
            MemberId memberId, TransactionKey key, CancellationToken ct) => throw new NotSupportedException();

        public Task<GatewayOrderLookup> LookUpByOrderAsync(
            MemberId memberId, MerchantOrderId name, CancellationToken ct) => throw new NotSupportedException();

        public Task<GatewayVoid> VoidAsync(
            MemberId memberId, TransactionKey key, CancellationToken ct) => throw new NotSupportedException();
    }
}
