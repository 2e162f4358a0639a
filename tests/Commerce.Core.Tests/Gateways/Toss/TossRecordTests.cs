using Commerce.Core.CustomerService;
using Commerce.Core.Gateways;
using Commerce.Core.Payments;

namespace Commerce.Core.Tests.Gateways.Toss;

/// <summary>What Toss's record of a payment proves, looked at over HTTP.</summary>
public sealed class TossRecordTests
{
    private const string Approved = "2026-11-27T10:00:00+09:00";

    [Theory]
    [InlineData("READY", 5_000, null, GatewayPaymentState.Pending, null)]
    [InlineData("IN_PROGRESS", 5_000, null, GatewayPaymentState.Pending, null)]
    [InlineData("WAITING_FOR_DEPOSIT", 5_000, null, GatewayPaymentState.Pending, null)]
    [InlineData("DONE", 5_000, Approved, GatewayPaymentState.Success, null)]
    [InlineData("DONE", 3_000, Approved, GatewayPaymentState.Success, CaseReason.PartlyCancelled)]
    [InlineData("PARTIAL_CANCELED", 3_000, Approved, GatewayPaymentState.Success, CaseReason.PartlyCancelled)]
    [InlineData("PARTIAL_CANCELED", 0, Approved, GatewayPaymentState.Cancelled, null)]
    [InlineData("CANCELED", 0, Approved, GatewayPaymentState.Cancelled, null)]
    [InlineData("CANCELED", 5_000, null, GatewayPaymentState.Cancelled, null)]
    [InlineData("CANCELED", 5_000, Approved, GatewayPaymentState.Pending, CaseReason.StateUnreadable)]
    [InlineData("ABORTED", 5_000, null, GatewayPaymentState.Failed, null)]
    [InlineData("EXPIRED", 5_000, null, GatewayPaymentState.Failed, null)]
    [InlineData("A_WORD_OF_TOMORROW", 5_000, Approved, GatewayPaymentState.Pending, CaseReason.StateUnreadable)]
    [InlineData("done", 5_000, Approved, GatewayPaymentState.Pending, CaseReason.StateUnreadable)]
    public async Task Each_status_is_read_with_what_is_left_of_the_money(
        string status, long left, string? approvedAt, GatewayPaymentState state, CaseReason? reason)
    {
        await using var host = await TossHost.StartAsync();
        var payment = host.Toss.Payments[TossHost.Key.Value];
        host.Toss.Put(payment with { Status = status, BalanceAmount = left, ApprovedAt = approvedAt });

        var found = Assert.IsType<GatewayLookup.Found>(await host.LookAsync());

        Assert.Equal((state, reason, 5_000), (found.State, found.Remark?.Reason, found.Amount));
        Assert.Equal(status == "IN_PROGRESS", found.AwaitsConfirm);
        Assert.True(found.IsOf(TossHost.Request.Name));
    }

    [Fact]
    public async Task Why_it_failed_is_said_by_the_code()
    {
        await using var host = await TossHost.StartAsync();
        host.Toss.Put(host.Toss.Payments[TossHost.Key.Value] with
        {
            Status = "ABORTED",
            Failure = new("INVALID_STOPPED_CARD", "Stopped."),
        });

        var found = Assert.IsType<GatewayLookup.Found>(await host.LookAsync());

        Assert.Equal((FailureCode.InvalidCard, "Stopped."), (found.Failure, found.Reason));
    }

    [Fact]
    public async Task Only_tosss_own_word_says_that_there_is_nothing()
    {
        await using var host = await TossHost.StartAsync();
        host.Toss.Payments.Clear();
        Assert.IsType<GatewayLookup.Absent>(await host.LookAsync());

        host.Toss.OnLookup(Commerce.TestHost.Gateways.ScriptedPg.Json(404, "<html>"));
        Assert.IsType<GatewayLookup.Unknown>(await host.LookAsync());
    }

    [Fact]
    public async Task Money_in_another_currency_is_no_record_of_ours()
    {
        await using var host = await TossHost.StartAsync();
        host.Toss.Put(host.Toss.Payments[TossHost.Key.Value] with { Currency = "USD", Status = "DONE" });

        Assert.IsType<GatewayLookup.Unknown>(await host.LookAsync());
    }

    [Fact]
    public async Task A_void_gives_back_what_is_left_and_is_done_when_nothing_is()
    {
        await using var host = await TossHost.StartAsync();
        host.Toss.Put(host.Toss.Capture(TossHost.Key.Value) with
        {
            BalanceAmount = 3_000,
            Status = "PARTIAL_CANCELED",
            Cancels = [new("c", 2_000)],
        });

        var done = await host.Gateway.VoidAsync(TossHost.Buyer, TossHost.Key, TestContext.Current.CancellationToken);

        Assert.Equal(GatewayPaymentState.Cancelled, Assert.IsType<GatewayLookup.Found>(done.Books).State);
        Assert.Equal([(TossHost.Key.Value, 3_000L)], host.Toss.Cancels);
        Assert.Equal((null, true), (done.Refusal, done.WasHeard));
    }

    [Fact]
    public async Task A_webhook_names_a_payment_and_proves_nothing()
    {
        await using var host = await TossHost.StartAsync();
        GatewayCallback Read(string body) => host.Gateway.ReadCallback(new CallbackHeaders([]), System.Text.Encoding.UTF8.GetBytes(body));

        var named = Assert.IsType<GatewayCallback.Unproven>(
            Read("""{"eventType":"PAYMENT_STATUS_CHANGED","createdAt":"x","data":{"paymentKey":"tgen_1","orderId":"o","status":"DONE"}}"""));

        Assert.Equal(("tgen_1", true), (named.Key.Value, named.OnlyIfKnown));
        string[] ignored =
        [
            """{"eventType":"PAYOUT_STATUS_CHANGED","data":{}}""", """{"secret":"s","status":"DONE","orderId":"o"}""", "{}", "no json",
            """{"eventType":"PAYMENT_STATUS_CHANGED","data":{"paymentKey":"../../cancel"}}""", "null", "[]", """{"eventType":7}""",
            """{"eventType":"PAYMENT_STATUS_CHANGED","data":{"paymentKey":"4242424242424242"}}""",
        ];
        Assert.All(ignored, body => Assert.IsType<GatewayCallback.Ignored>(Read(body)));
    }
}
